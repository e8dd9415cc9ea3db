using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>Decodes constant tensors: typed fields, raw bytes or external data. Sizes are checked before anything is allocated.</summary>
internal sealed class TensorReader(ExternalData external, Budget budget)
{
    /// <summary>Reads a tensor that messages call <paramref name="what"/>.</summary>
    /// <exception cref="InputException">The tensor is of an unsupported type, or its dimensions and data disagree.</exception>
    public AffineTensor Read(TensorProto tensor, string what)
    {
        var type = (ElementType)tensor.DataType;
        if (type == ElementType.String)
        {
            return Text(tensor, what);
        }

        int size = ElementTypes.Size(type);
        if (size == 0)
        {
            throw new InputException(InputErrorIds.Unsupported, $"{what} has element type {ElementTypes.Name(type)}; supported are FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT8 to INT64, UINT8 to UINT32 and BOOL.");
        }

        (int[] shape, int count) = ShapeOf(tensor, what);
        double[] values = tensor.DataLocation == TensorProto.Types.DataLocation.External
            ? FromBytes(external.Read(tensor, (long)count * size, what), type, count, what)
            : tensor.HasRawData
                ? FromBytes(tensor.RawData.Span, type, count, what)
                : FromFields(tensor, type, count, what);
        bool integer = !ElementTypes.IsReal(type);
        return new AffineTensor(shape, values, [], integer ? ElementKind.Integer : ElementKind.Real) { Range = ElementTypes.Range(type) };
    }

    /// <summary>Strings, which only name classes; as numbers they are zeros.</summary>
    private AffineTensor Text(TensorProto tensor, string what)
    {
        (int[] shape, int count) = ShapeOf(tensor, what);
        if (tensor.StringData.Count != count)
        {
            throw new InputException(InputErrorIds.Shape, $"{what} has {tensor.StringData.Count} strings where its dimensions need {count}.");
        }

        return new AffineTensor(shape, budget.Doubles(count), [], ElementKind.Text) { Labels = tensor.StringData.Select(static s => s.ToStringUtf8()).ToArray() };
    }

    private static (int[] Shape, int Count) ShapeOf(TensorProto tensor, string what)
    {
        if (!Dimensions.TryCount(tensor.Dims, out int[] shape, out int count))
        {
            string dimensions = string.Join(", ", tensor.Dims.Take(8));
            bool negative = tensor.Dims.Any(static d => d < 0);
            throw new InputException(
                negative ? InputErrorIds.Shape : InputErrorIds.TooLarge,
                $"{what} has the dimensions [{dimensions}]; {(negative ? "a dimension cannot be negative" : "that is more than an array can hold")}.");
        }

        return (shape, count);
    }

    private double[] FromFields(TensorProto tensor, ElementType type, int count, string what) => type switch
    {
        ElementType.Float => Convert(tensor.FloatData, count, static v => v, what),
        ElementType.Double => Convert(tensor.DoubleData, count, static v => v, what),
        ElementType.Int64 => Convert(tensor.Int64Data, count, static v => v, what),
        ElementType.UInt32 => Convert(tensor.Uint64Data, count, static v => v, what),
        ElementType.Float16 => Convert(tensor.Int32Data, count, static v => SmallFloats.FromHalf((ushort)v), what),
        ElementType.BFloat16 => Convert(tensor.Int32Data, count, static v => SmallFloats.FromBFloat((ushort)v), what),
        _ => Convert(tensor.Int32Data, count, static v => v, what),
    };

    private double[] FromBytes(ReadOnlySpan<byte> bytes, ElementType type, int count, string what)
    {
        long expected = (long)count * ElementTypes.Size(type);
        if (bytes.Length != expected)
        {
            throw new InputException(InputErrorIds.Shape, $"{what} has {bytes.Length} bytes of data where its dimensions need {expected}.");
        }

        double[] values = budget.Doubles(count);
        for (int i = 0; i < count; i++)
        {
            values[i] = type switch
            {
                ElementType.Float => MemoryMarshal.Read<float>(bytes.Slice(i * 4)),
                ElementType.Double => MemoryMarshal.Read<double>(bytes.Slice(i * 8)),
                ElementType.Int32 => MemoryMarshal.Read<int>(bytes.Slice(i * 4)),
                ElementType.Int64 => MemoryMarshal.Read<long>(bytes.Slice(i * 8)),
                ElementType.UInt32 => MemoryMarshal.Read<uint>(bytes.Slice(i * 4)),
                ElementType.Int16 => MemoryMarshal.Read<short>(bytes.Slice(i * 2)),
                ElementType.UInt16 => MemoryMarshal.Read<ushort>(bytes.Slice(i * 2)),
                ElementType.Int8 => (sbyte)bytes[i],
                ElementType.Float16 => SmallFloats.FromHalf(MemoryMarshal.Read<ushort>(bytes.Slice(i * 2))),
                ElementType.BFloat16 => SmallFloats.FromBFloat(MemoryMarshal.Read<ushort>(bytes.Slice(i * 2))),
                _ => bytes[i],
            };
        }

        return values;
    }

    private double[] Convert<T>(IReadOnlyList<T> data, int count, Func<T, double> toDouble, string what)
    {
        if (data.Count != count)
        {
            throw new InputException(InputErrorIds.Shape, $"{what} has {data.Count} numbers where its dimensions need {count}.");
        }

        double[] values = budget.Doubles(count);
        for (int i = 0; i < count; i++)
        {
            values[i] = toDouble(data[i]);
        }

        return values;
    }
}
