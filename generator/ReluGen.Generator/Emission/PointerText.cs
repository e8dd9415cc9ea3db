namespace ReluGen.Generator.Emission;

/// <summary>Pointer expressions without terms that are 0.</summary>
internal static class PointerText
{
    /// <summary>A pointer and an offset, where a sum may stand.</summary>
    public static string Sum(string pointer, long offset) => offset == 0 ? pointer : pointer + " + " + Literals.Int(offset);

    /// <summary>A pointer and an offset, where only one term may stand.</summary>
    public static string At(string pointer, long offset) => offset == 0 ? pointer : $"({Sum(pointer, offset)})";

    /// <summary>An index with a known offset.</summary>
    public static string Index(long offset, string index) => offset == 0 ? index : Literals.Int(offset) + " + " + index;
}
