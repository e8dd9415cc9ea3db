using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Flatten, Reshape, Squeeze and Unsqueeze: the elements stay, in order.</summary>
internal static class Reshaping
{
    public static AffineTensor Flatten(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        int axis = Axes.Resolve(node, node.Attributes.Int("axis", 1), tensor.Rank, last: tensor.Rank);
        long rows = Dimensions.Count(tensor.Shape, 0, axis);
        long columns = Dimensions.Count(tensor.Shape, axis, tensor.Rank);
        return tensor.Reshaped([(int)rows, (int)columns]);
    }

    public static AffineTensor Reshape(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        IReadOnlyList<long> target = node.HasInput(1)
            ? node.Integers(1, "shape")
            : node.Attributes.Ints("shape") ?? throw node.Node.Malformed("the target shape is missing.");
        bool keepsZeros = node.Attributes.Flag("allowzero");
        long[] dimensions = target.Select((d, i) => d == 0 && !keepsZeros ? Copied(node, tensor, i) : d).ToArray();
        int open = System.Array.IndexOf(dimensions, -1);
        if (open >= 0)
        {
            dimensions[open] = 1;
            long rest = Dimensions.TryCount(dimensions, out _, out int count) ? count : 0;
            dimensions[open] = rest > 0 && tensor.Count % rest == 0 ? tensor.Count / rest : -1;
        }

        if (!Dimensions.TryCount(dimensions, out int[] shape, out int size) || size != tensor.Count)
        {
            throw Unfit(node, tensor, target);
        }

        return tensor.Reshaped(shape);
    }

    /// <summary>Drops axes of size 1: all of them, or those that are named.</summary>
    public static AffineTensor Squeeze(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        HashSet<int>? axes = node.Integers(1, "axes", operandSince: 13) is { } named ? [.. Axes.Resolve(node, named, tensor.Rank)] : null;
        var shape = new List<int>();
        for (int axis = 0; axis < tensor.Rank; axis++)
        {
            bool isDropped = axes?.Contains(axis) ?? tensor.Shape[axis] == 1;
            if (isDropped && tensor.Shape[axis] != 1)
            {
                throw node.Node.Misshapen($"axis {axis} of the shape {DisplayText.Shape(tensor.Shape)} cannot be dropped.");
            }

            if (!isDropped)
            {
                shape.Add(tensor.Shape[axis]);
            }
        }

        return tensor.Reshaped(shape.ToArray());
    }

    /// <summary>Inserts axes of size 1, which count in the result.</summary>
    public static AffineTensor Unsqueeze(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        IReadOnlyList<long> named = node.Integers(1, "axes", operandSince: 13) ?? throw node.Node.Malformed("its axes are missing.");
        HashSet<int> axes = [.. Axes.Resolve(node, named, tensor.Rank + named.Count)];
        var rest = new Queue<int>(tensor.Shape);
        return tensor.Reshaped(Enumerable.Range(0, tensor.Rank + axes.Count).Select(axis => axes.Contains(axis) ? 1 : rest.Dequeue()).ToArray());
    }

    /// <summary>A zero in the target shape stands for the same dimension of the operand.</summary>
    private static long Copied(NodeContext node, AffineTensor tensor, int axis) =>
        axis < tensor.Rank ? tensor.Shape[axis] : throw node.Node.Misshapen($"dimension {axis} is copied from a tensor of rank {tensor.Rank}.");

    private static InputException Unfit(NodeContext node, AffineTensor tensor, IEnumerable<long> target) =>
        node.Node.Misshapen($"a tensor of shape {DisplayText.Shape(tensor.Shape)} cannot take the shape [{string.Join(", ", target.Take(8))}].");
}
