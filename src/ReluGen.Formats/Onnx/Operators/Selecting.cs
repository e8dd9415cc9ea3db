using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Slice, Gather and Where: elements that constants choose.</summary>
internal static class Selecting
{
    /// <summary>Bounds are attributes before version 10, then operands; they count from the end where negative and are cut to the axis.</summary>
    public static AffineTensor Slice(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        IReadOnlyList<long> starts = node.Integers(1, "starts", operandSince: 10) ?? throw node.Node.Malformed("its starts are missing.");
        IReadOnlyList<long> ends = node.Integers(2, "ends", operandSince: 10) ?? throw node.Node.Malformed("its ends are missing.");
        IReadOnlyList<long>? axes = node.Integers(3, "axes", operandSince: 10);
        IReadOnlyList<long>? steps = node.Opset >= 10 ? node.Integers(4, "steps", operandSince: 10) : null;
        int[] order = Axes.Resolve(node, axes ?? Enumerable.Range(0, starts.Count).Select(static a => (long)a).ToArray(), tensor.Rank);
        if (ends.Count != starts.Count || order.Length != starts.Count || (steps is not null && steps.Count != starts.Count))
        {
            throw node.Node.Misshapen("its starts, ends, axes and steps are not equally many.");
        }

        int[][] places = AxisMap.StraightOf(tensor.Shape, node.Budget);
        for (int i = 0; i < order.Length; i++)
        {
            places[order[i]] = Slice(node, places[order[i]], starts[i], ends[i], steps?[i] ?? 1);
        }

        return node.Rearrange(tensor, AxisMap.Shape(places), AxisMap.Combine(places, node.Budget));
    }

    /// <summary>Elements of one axis, by a constant tensor of indices that takes the place of the axis.</summary>
    public static AffineTensor Gather(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        AffineTensor indices = node.Constant(1, "index");
        int axis = Axes.Resolve(node, node.Attributes.Int("axis", 0), tensor.Rank, last: tensor.Rank - 1);
        int[][] places = AxisMap.StraightOf(tensor.Shape, node.Budget);
        int[] from = places[axis];
        places[axis] = Array.ConvertAll(indices.Bias, index => from[Index(node, index, from.Length)]);
        int[] shape = [.. tensor.Shape.Take(axis), .. indices.Shape, .. tensor.Shape.Skip(axis + 1)];
        return node.Rearrange(tensor, shape, AxisMap.Combine(places, node.Budget));
    }

    /// <summary>An element of the second operand where the constant condition holds, else of the third.</summary>
    public static AffineTensor Where(NodeContext node)
    {
        AffineTensor condition = node.Input(0);
        if (!condition.IsConstant)
        {
            throw node.Node.Unsupported("Where with a condition that depends on the input jumps, so it is not continuous.", "Use Relu, Max, Min or Clip.");
        }

        AffineTensor yes = node.Input(1);
        AffineTensor no = node.Input(2);
        int[] shape = Arithmetic.CommonShape(node, [condition, yes, no]);
        int[]? conditionMap = Broadcast.Map(condition.Shape, shape, node.Budget);
        int[]? yesMap = Broadcast.Map(yes.Shape, shape, node.Budget);
        int[]? noMap = Broadcast.Map(no.Shape, shape, node.Budget);
        int count = (int)Dimensions.Count(shape);
        node.Budget.Charge(count);
        var rows = new int[count];
        for (int i = 0; i < rows.Length; i++)
        {
            bool holds = condition.Bias[conditionMap is null ? i : conditionMap[i]] != 0;
            rows[i] = holds ? (yesMap is null ? i : yesMap[i]) : yes.Count + (noMap is null ? i : noMap[i]);
        }

        return Concatenation.Flat([yes, no], node.Budget).Gather(shape, rows, null, divide: false, node.Budget).WithoutEmptyBlocks();
    }

    /// <summary>An index of an axis, counted from the end where negative.</summary>
    public static int Index(NodeContext node, double index, int size) =>
        index >= -size && index < size
            ? (int)(index < 0 ? index + size : index)
            : throw node.Node.Misshapen(FormattableString.Invariant($"index {index} is out of range for an axis of {size} elements."));

    private static int[] Slice(NodeContext node, int[] places, long start, long end, long step)
    {
        if (step is 0 or long.MinValue)
        {
            throw node.Node.Malformed($"a step of {step} is not possible.");
        }

        // Forward the cut bounds are 0 to size, backward size - 1 to -1.
        int size = places.Length;
        long least = step > 0 ? 0 : -1;
        long most = step > 0 ? size : size - 1;
        long from = Math.Min(Math.Max(start < 0 ? start + size : start, Math.Max(least, 0)), most);
        long to = Math.Min(Math.Max(end < 0 ? end + size : end, least), most);
        var chosen = new List<int>();
        for (long i = from; step > 0 ? i < to : i > to; i = step > size ? to : step < -size ? to : i + step)
        {
            chosen.Add(places[i]);
        }

        return chosen.ToArray();
    }
}
