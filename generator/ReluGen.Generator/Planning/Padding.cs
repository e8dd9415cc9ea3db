namespace ReluGen.Generator.Planning;

/// <summary>Padding to the widest vector.</summary>
internal static class Padding
{
    /// <summary>The next multiple of 16 floats.</summary>
    public static int Up(int count) => (count + 15) & -16;
}
