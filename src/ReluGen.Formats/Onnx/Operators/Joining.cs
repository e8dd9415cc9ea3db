using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Concat and Split: tensors along an axis.</summary>
internal static class Joining
{
    public static AffineTensor Concat(NodeContext node)
    {
        AffineTensor[] operands = Operands(node);
        AffineTensor first = operands[0];
        int axis = Axes.Resolve(node, node.Attributes.Int("axis", 1), first.Rank, last: first.Rank - 1);
        foreach (AffineTensor operand in operands)
        {
            bool fits = operand.Rank == first.Rank && Enumerable.Range(0, first.Rank).All(a => a == axis || operand.Shape[a] == first.Shape[a]);
            if (!fits)
            {
                throw node.Node.Misshapen($"the shapes {DisplayText.Shape(first.Shape)} and {DisplayText.Shape(operand.Shape)} do not fit each other along axis {axis}.");
            }
        }

        AffineTensor joined = Concatenation.Along(operands, axis, node.Budget);
        return first.Head is { } head ? joined.WithHead(head) : joined;
    }

    /// <summary>Sizes of the parts are an attribute before version 13, then an operand; without them the parts are equal but for the last.</summary>
    public static AffineTensor[] Split(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        int axis = Axes.Resolve(node, node.Attributes.Int("axis", 0), tensor.Rank, last: tensor.Rank - 1);
        int size = tensor.Shape[axis];
        long[] parts = node.Integers(1, "split", operandSince: 13)?.ToArray() ?? EqualParts(size, node.Node.Proto.Output.Count);
        if (parts.Length != node.Node.Proto.Output.Count || parts.Any(p => p < 0 || p > size) || parts.Sum() != size)
        {
            throw node.Node.Misshapen($"parts of sizes {string.Join(", ", parts.Take(8))} do not make up {size} elements in {node.Node.Proto.Output.Count} outputs.");
        }

        var results = new AffineTensor[parts.Length];
        int from = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            int[][] places = AxisMap.StraightOf(tensor.Shape, node.Budget);
            places[axis] = places[axis].Skip(from).Take((int)parts[i]).ToArray();
            results[i] = node.Rearrange(tensor, AxisMap.Shape(places), AxisMap.Combine(places, node.Budget));
            from += (int)parts[i];
        }

        return results;
    }

    /// <summary>Operands with one link for each element can be joined under it.</summary>
    private static AffineTensor[] Operands(NodeContext node)
    {
        AffineTensor[] operands = Enumerable.Range(0, node.InputCount).Select(node.InputOrHead).ToArray();
        if (operands.Length == 0)
        {
            throw node.Node.Malformed("it has no inputs.");
        }

        bool isOneLink = operands.All(o => o.Head?.Link is Core.Networks.Link.Sigmoid or Core.Networks.Link.Tanh && o.Head.Link == operands[0].Head!.Link);
        return isOneLink ? operands : Enumerable.Range(0, node.InputCount).Select(node.Input).ToArray();
    }

    private static long[] EqualParts(int size, int count)
    {
        long part = (size + count - 1L) / count;
        return Enumerable.Range(0, count).Select(i => System.Math.Max(0, System.Math.Min(part, size - (i * part)))).ToArray();
    }
}
