using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.Hdf5;

/// <summary>Kinds of elements that matter here.</summary>
internal enum Hdf5Kind
{
    Other,
    Float,
    FixedText,
    VariableText,
}

/// <summary>Type of the elements of a dataset or attribute.</summary>
/// <param name="Kind">What the elements are.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsBigEndian">True if the first byte of a number is its highest.</param>
/// <param name="ExponentBits">Bits of the exponent of a floating-point number.</param>
/// <param name="ClassNumber">The format's number of the class, for messages.</param>
internal sealed record Hdf5Datatype(Hdf5Kind Kind, int Size, bool IsBigEndian, int ExponentBits, int ClassNumber)
{
    private const int FloatClass = 1;
    private const int TextClass = 3;
    private const int VariableClass = 9;

    public static Hdf5Datatype Read(Hdf5Cursor cursor)
    {
        int number = cursor.Byte() & 15;
        int bits = cursor.Byte();
        cursor.Skip(2);
        int size = cursor.Size(4);
        switch (number)
        {
            case FloatClass:
                // Bit offset and precision, place of the exponent, then its size.
                cursor.Skip(5);
                return new Hdf5Datatype(Hdf5Kind.Float, size, (bits & 1) != 0, cursor.Byte(), number);
            case TextClass:
                return new Hdf5Datatype(Hdf5Kind.FixedText, size, false, 0, number);
            case VariableClass when (bits & 15) == 1 && size == 16:
                return new Hdf5Datatype(Hdf5Kind.VariableText, size, false, 0, number);
            default:
                return new Hdf5Datatype(Hdf5Kind.Other, size, false, 0, number);
        }
    }

    /// <summary>The type as the lowering calls it.</summary>
    /// <exception cref="InputException">It is not a floating-point type that is read.</exception>
    public ElementType ElementOf(string what) => (Kind, Size, ExponentBits) switch
    {
        (Hdf5Kind.Float, 4, 8) => ElementType.Float,
        (Hdf5Kind.Float, 8, 11) => ElementType.Double,
        (Hdf5Kind.Float, 2, 5) => ElementType.Float16,
        (Hdf5Kind.Float, 2, 8) => ElementType.BFloat16,
        _ => throw new InputException(
            InputErrorIds.Unsupported,
            $"The {what} has elements of class {ClassNumber} with {Size} bytes; supported are float16, bfloat16, float32 and float64. Save the model without quantisation."),
    };
}
