using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.SafeTensors;

/// <summary>The tensors of a .safetensors file: the length of a header in 8 bytes, the header in JSON, then data without gaps.</summary>
internal static class SafeTensorsFile
{
    private const int LengthBytes = 8;

    /// <summary>All tensors by name, in the order of the header.</summary>
    /// <exception cref="InputException">The file is damaged, or a tensor has a type that is not read.</exception>
    public static Dictionary<string, WeightArray> Read(ReadOnlyMemory<byte> bytes)
    {
        ulong length = bytes.Length >= LengthBytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span) : ulong.MaxValue;
        if (length > (ulong)(bytes.Length - LengthBytes))
        {
            throw Malformed("The file ends within its header, or is not a .safetensors file; copy or save it again.");
        }

        ReadOnlyMemory<byte> data = bytes.Slice(LengthBytes + (int)length);
        if (EmbeddedJson.Within("The header", () => JsonTree.Read(bytes.Slice(LengthBytes, (int)length))) is not JsonObject header)
        {
            throw Malformed("The header is not a JSON object.");
        }

        var tensors = new Dictionary<string, WeightArray>(StringComparer.Ordinal);
        var ranges = new List<(long Begin, long End)>();
        foreach (KeyValuePair<string, JsonValue> entry in header.Members.Where(static e => e.Key != "__metadata__"))
        {
            (long begin, long end) = Range(entry.Value, data.Length, entry.Key);
            ranges.Add((begin, end));
            tensors.Add(entry.Key, Tensor(entry.Key, entry.Value, data.Slice((int)begin, (int)(end - begin))));
        }

        RequireNoOverlap(ranges);
        return tensors;
    }

    private static WeightArray Tensor(string name, JsonValue entry, ReadOnlyMemory<byte> data)
    {
        string what = "Tensor " + DisplayText.Quote(name);
        string type = entry["dtype"]?.Text ?? "";
        ElementType element = type switch
        {
            "F32" => ElementType.Float,
            "F64" => ElementType.Double,
            "F16" => ElementType.Float16,
            "BF16" => ElementType.BFloat16,
            "I64" or "I32" or "I16" or "I8" or "U64" or "U32" or "U16" or "U8" or "BOOL" => ElementType.Undefined,
            _ => throw new InputException(InputErrorIds.Unsupported, $"{what} has the type {DisplayText.Quote(type)}; supported are F32, F64, F16 and BF16. Save the model without quantisation."),
        };
        long[] sizes = (entry["shape"]?.Items ?? []).Take(33).Select(static s => s.Whole ?? -1).ToArray();
        if (!Dimensions.TryCount(sizes, out int[] shape, out int count) || sizes.Length > 32 || (element != ElementType.Undefined && (long)count * ElementTypes.Size(element) != data.Length))
        {
            throw new InputException(InputErrorIds.Shape, $"{what} has {data.Length} bytes, which do not fit its type {type} and shape [{string.Join(", ", sizes.Take(8))}].");
        }

        return new WeightArray(name, shape, element, data);
    }

    private static (long Begin, long End) Range(JsonValue entry, long bytes, string name)
    {
        long?[] range = (entry["data_offsets"]?.Items ?? []).Take(3).Select(static v => v.Whole).ToArray();
        return range.Length == 2 && range[0] is { } begin and >= 0 && range[1] is { } end && begin <= end && end <= bytes
            ? (begin, end)
            : throw Malformed($"The data of tensor {DisplayText.Quote(name)} lies outside of the file; the file is damaged or incomplete.");
    }

    /// <summary>As the format demands; or many tensors could share a few bytes.</summary>
    private static void RequireNoOverlap(List<(long Begin, long End)> ranges)
    {
        ranges.Sort();
        for (int i = 1; i < ranges.Count; i++)
        {
            if (ranges[i].Begin < ranges[i - 1].End)
            {
                throw Malformed("Two tensors share bytes of the file, which the format does not allow.");
            }
        }
    }

    private static InputException Malformed(string message) => new(InputErrorIds.Malformed, message);
}
