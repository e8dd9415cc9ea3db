using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Axis attributes, which may count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis counted from the front.</summary>
    /// <exception cref="Core.Diagnostics.InputException">It is not from -rank to <paramref name="last"/>.</exception>
    public static int Resolve(NodeContext node, long axis, int rank, int last)
    {
        if (axis < -rank || axis > last)
        {
            throw node.Node.Misshapen($"axis {axis} is out of range for a tensor of rank {rank}.");
        }

        return (int)(axis < 0 ? axis + rank : axis);
    }

    /// <summary>Several axes counted from the front, each named once.</summary>
    /// <exception cref="Core.Diagnostics.InputException">One is out of range or named twice.</exception>
    public static int[] Resolve(NodeContext node, IReadOnlyList<long> axes, int rank)
    {
        int[] resolved = axes.Select(axis => Resolve(node, axis, rank, last: rank - 1)).ToArray();
        return resolved.Distinct().Count() == resolved.Length ? resolved : throw node.Node.Misshapen("an axis is named twice.");
    }
}
