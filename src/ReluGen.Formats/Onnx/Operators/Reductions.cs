using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Sums, means, maxima and minima over axes.</summary>
internal static class Reductions
{
    public static AffineTensor ReduceSum(NodeContext node) => Sum(node, operandSince: 13, isMean: false);

    public static AffineTensor ReduceMean(NodeContext node) => Sum(node, operandSince: 18, isMean: true);

    public static AffineTensor ReduceMax(NodeContext node) => Extreme(node, 1);

    public static AffineTensor ReduceMin(NodeContext node) => Extreme(node, -1);

    private static AffineTensor Sum(NodeContext node, int operandSince, bool isMean)
    {
        AffineTensor tensor = node.Input(0);
        Groups groups = GroupsOf(node, tensor, operandSince);
        var map = new LinearMap(node.Budget);
        foreach (int first in groups.Firsts)
        {
            foreach (int step in groups.Steps)
            {
                map.Add(first + step, 1);
            }

            map.EndRow();
        }

        AffineTensor sum = map.Apply(tensor, groups.Shape);
        return isMean && groups.Steps.Length > 0
            ? Elementwise.Scale(sum, AffineTensor.Constant([], [groups.Steps.Length]), divide: true, node.Budget)!
            : sum;
    }

    private static AffineTensor Extreme(NodeContext node, double sign)
    {
        AffineTensor tensor = node.Input(0);
        Groups groups = GroupsOf(node, tensor, operandSince: 18);
        if (groups.Steps.Length == 0)
        {
            throw node.Node.Misshapen($"there is nothing to compare in a tensor of shape {DisplayText.Shape(tensor.Shape)}.");
        }

        node.Budget.Charge((long)groups.Firsts.Length * groups.Steps.Length);
        int[][] windows = System.Array.ConvertAll(groups.Firsts, first => System.Array.ConvertAll(groups.Steps, step => first + step));
        return Extremes.Of(node, tensor, windows, groups.Shape, sign);
    }

    private static Groups GroupsOf(NodeContext node, AffineTensor tensor, int operandSince)
    {
        IReadOnlyList<long> named = node.Integers(1, "axes", operandSince) ?? [];
        bool isAll = named.Count == 0 && !node.Attributes.Flag("noop_with_empty_axes");
        HashSet<int> axes = isAll ? [.. Enumerable.Range(0, tensor.Rank)] : [.. Axes.Resolve(node, named, tensor.Rank)];
        bool keeps = node.Attributes.Flag("keepdims", otherwise: true);
        int[][] places = AxisMap.StraightOf(tensor.Shape, node.Budget);
        int[][] kept = places.Select((p, axis) => axes.Contains(axis) ? [0] : p).ToArray();
        int[][] reduced = places.Where((_, axis) => axes.Contains(axis)).ToArray();
        int[] shape = tensor.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size).Where((_, axis) => keeps || !axes.Contains(axis)).ToArray();
        return new Groups(AxisMap.Combine(kept, node.Budget), AxisMap.Combine(reduced, node.Budget), shape);
    }

    /// <summary>Element i of the result is made of the elements Firsts[i] + step for all steps.</summary>
    private sealed record Groups(int[] Firsts, int[] Steps, int[] Shape);
}
