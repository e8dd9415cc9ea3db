using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Shapes as constants, and constants made of shapes: what exporters compute target shapes from.</summary>
internal static class Shapes
{
    /// <summary>The shape of the operand, or from version 15 on a part of it; bounds are cut to the rank.</summary>
    public static AffineTensor Shape(NodeContext node)
    {
        int[] shape = node.InputOrHead(0).Shape;
        int from = Bound(node.Attributes.Int("start", 0), shape.Length);
        int to = Bound(node.Attributes.Int("end", shape.Length), shape.Length);
        double[] sizes = shape.Skip(from).Take(Math.Max(0, to - from)).Select(static size => (double)size).ToArray();
        return AffineTensor.Constant([sizes.Length], sizes, ElementKind.Integer);
    }

    public static AffineTensor Size(NodeContext node) =>
        AffineTensor.Constant([], [node.InputOrHead(0).Count], ElementKind.Integer);

    public static AffineTensor ConstantOfShape(NodeContext node)
    {
        AffineTensor value = node.Attributes.Tensor("value") is { } tensor
            ? node.Tensors.Read(tensor, $"The value of {node.Node}")
            : AffineTensor.Constant([1], [0]);
        IReadOnlyList<long> dimensions = node.Integers(0, "shape");
        if (value.Count != 1 || !Dimensions.TryCount(dimensions, out int[] shape, out int count))
        {
            throw node.Node.Misshapen($"a tensor of shape [{string.Join(", ", dimensions.Take(8))}] cannot be filled with {value.Count} numbers.");
        }

        double[] values = node.Budget.Doubles(count);
        values.AsSpan().Fill(value.Bias[0]);
        return AffineTensor.Constant(shape, values, value.Kind);
    }

    /// <summary>start, start + step, … below the limit.</summary>
    public static AffineTensor Range(NodeContext node)
    {
        double start = node.Scalar(0, "start");
        double step = node.Scalar(2, "step");
        double count = Math.Max(0, Math.Ceiling((node.Scalar(1, "limit") - start) / step));
        if (double.IsNaN(count))
        {
            throw node.Node.Malformed("its start, limit and step do not make a range.");
        }

        node.Budget.RequireArray(count < int.MaxValue ? (long)count : long.MaxValue);
        double[] values = node.Budget.Doubles((long)count);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = start + (i * step);
        }

        return AffineTensor.Constant([values.Length], values, node.Input(0).Kind);
    }

    private static int Bound(long axis, int rank) => (int)Math.Max(0, Math.Min(rank, axis < 0 ? axis + rank : axis));
}
