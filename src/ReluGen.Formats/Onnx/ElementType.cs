namespace ReluGen.Formats.Onnx;

/// <summary>Element types of tensors, with the numbers that the format gives them.</summary>
internal enum ElementType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
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
        ElementType.Bool or ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 2,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Double or ElementType.Int64 => 8,
        _ => 0,
    };

    /// <summary>The range of a type of small integers, which quantised numbers are cut to; null for other types.</summary>
    public static (double Least, double Most)? Range(ElementType type) => type switch
    {
        ElementType.UInt8 => (0, byte.MaxValue),
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt16 => (0, ushort.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        _ => null,
    };
}
