namespace ReluGen.Formats.Onnx;

/// <summary>Element types of tensors, with the numbers that the format gives them.</summary>
internal enum ElementType
{
    Undefined = 0,
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}

/// <summary>Facts about element types.</summary>
internal static class ElementTypes
{
    public static bool IsReal(ElementType type) =>
        type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    /// <summary>The type's name for messages; types that are not read have only a number here.</summary>
    public static string Name(ElementType type) => type.ToString().ToUpperInvariant();

    /// <summary>Bytes of an element in raw data; 0 for types that are not read.</summary>
    public static int Size(ElementType type) => type switch
    {
        ElementType.Bool => 1,
        ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 => 4,
        ElementType.Double or ElementType.Int64 => 8,
        _ => 0,
    };
}
