using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Changes an ONNX model field by field, so that what comes out is a message again: other sizes, names, operators, nodes in another order.</summary>
internal sealed class OnnxMutator(byte[] original)
{
    private static readonly long[] Integers = [0, 1, -1, 2, 3, 7, 11, 16, 1 << 20, int.MaxValue, int.MinValue, 1L << 32, long.MaxValue, long.MinValue];

    private static readonly double[] Reals = [0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, 1e-40, 3e38, 1e300];

    private static readonly string[] Texts =
    [
        "", "x", "ai.onnx.ml", "../weights.bin", "/etc/passwd", "offset", "length", "location",
        "Add", "ArgMax", "AveragePool", "Cast", "Clip", "Concat", "Constant", "ConstantOfShape", "Conv", "Div", "Expand", "Flatten", "Gather", "Gemm", "GlobalAveragePool", "Identity", "MatMul", "Max", "MaxPool",
        "Mul", "Pad", "PRelu", "ReduceSum", "Relu", "Reshape", "Resize", "Shape", "Sigmoid", "Slice", "Softmax", "Split", "Squeeze", "Sub", "Tile", "Transpose", "Unsqueeze", "Where",
    ];

    private readonly ModelProto model = ModelProto.Parser.ParseFrom(original);

    public byte[] Mutate(Random random)
    {
        if (random.Next(6) == 0)
        {
            return ByteMutator.Mutate(original, random);
        }

        ModelProto copy = model.Clone();
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            var messages = new List<IMessage>();
            Collect(copy, messages);
            Change(messages[random.Next(messages.Count)], messages, random);
        }

        return copy.ToByteArray();
    }

    private static void Collect(IMessage message, List<IMessage> messages)
    {
        messages.Add(message);
        foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder().Where(static f => f.FieldType == FieldType.Message))
        {
            object? value = field.Accessor.GetValue(message);
            foreach (IMessage inner in field.IsRepeated ? ((IList)value!).Cast<IMessage>() : value is IMessage single ? [single] : [])
            {
                Collect(inner, messages);
            }
        }
    }

    private static void Change(IMessage message, List<IMessage> messages, Random random)
    {
        IList<FieldDescriptor> fields = message.Descriptor.Fields.InFieldNumberOrder();
        FieldDescriptor field = fields[random.Next(fields.Count)];
        object? value = field.Accessor.GetValue(message);
        if (field.IsRepeated)
        {
            ChangeList((IList)value!, field, messages, random);
        }
        else if (random.Next(6) == 0)
        {
            field.Accessor.Clear(message);
        }
        else if (Other(field, value, messages, random) is { } other)
        {
            field.Accessor.SetValue(message, other);
        }
    }

    private static void ChangeList(IList list, FieldDescriptor field, List<IMessage> messages, Random random)
    {
        int at = random.Next(Math.Max(list.Count, 1));
        object? present = list.Count > 0 ? list[at] : null;
        int kind = random.Next(6);
        if (kind == 0 && present is not null)
        {
            list.RemoveAt(at);
        }
        else if (kind == 1 && present is not null)
        {
            int second = random.Next(list.Count);
            (list[at], list[second]) = (list[second], list[at]);
        }
        else if (Other(field, present, messages, random) is { } other)
        {
            if (kind < 4 && present is not null)
            {
                list[at] = other;
            }
            else
            {
                list.Insert(at, other);
            }
        }
    }

    /// <summary>Another value of the field's type; null where there is none.</summary>
    private static object? Other(FieldDescriptor field, object? present, List<IMessage> messages, Random random)
    {
        long integer = present is long or int && random.Next(2) == 0 ? Convert.ToInt64(present) + random.Next(-2, 3) : Integers[random.Next(Integers.Length)];
        double real = Reals[random.Next(Reals.Length)];
        return field.FieldType switch
        {
            FieldType.Int64 => integer,
            FieldType.Int32 => (int)integer,
            FieldType.UInt64 => (ulong)integer,
            FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(12)),
            FieldType.Float => (float)real,
            FieldType.Double => real,
            FieldType.String => Text(messages, random),
            FieldType.Bytes => Bytes(present as ByteString, random),
            _ => messages.Where(m => m.Descriptor == field.MessageType).ToArray() is { Length: > 0 } like ? Clone(like[random.Next(like.Length)]) : field.MessageType.Parser.ParseFrom(ByteString.Empty),
        };
    }

    private static IMessage Clone(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());

    /// <summary>A name of the model, most often: a node that reads or writes another tensor.</summary>
    private static string Text(List<IMessage> messages, Random random)
    {
        string[] names = random.Next(3) == 0 ? [] : messages.OfType<NodeProto>().SelectMany(static n => n.Input.Concat(n.Output)).ToArray();
        return names.Length > 0 ? names[random.Next(names.Length)] : random.Next(50) == 0 ? new string('n', 100_000) : Texts[random.Next(Texts.Length)];
    }

    private static ByteString Bytes(ByteString? present, Random random)
    {
        byte[] bytes = present?.ToByteArray() ?? [];
        return ByteString.CopyFrom(random.Next(3) switch
        {
            0 => bytes[..random.Next(bytes.Length + 1)],
            1 => [.. bytes, .. new byte[random.Next(1, 64)]],
            _ => ByteMutator.Mutate(bytes, random),
        });
    }
}
