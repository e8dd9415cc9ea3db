using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Pad: constants or copies of elements around a tensor; negative pads cut it.</summary>
internal static class Padding
{
    public static AffineTensor Pad(NodeContext node)
    {
        AffineTensor tensor = node.Input(0);
        IReadOnlyList<long> pads = node.Integers(1, node.Opset == 1 ? "paddings" : "pads", operandSince: 11) ?? throw node.Node.Malformed("its pads are missing.");
        int[] axes = node.Opset >= 18 && node.HasInput(3)
            ? Axes.Resolve(node, node.Integers(3, "axes"), tensor.Rank)
            : Enumerable.Range(0, tensor.Rank).ToArray();
        if (pads.Count != 2 * axes.Length)
        {
            throw node.Node.Misshapen($"it has {pads.Count} pads for {axes.Length} axes; expected two an axis.");
        }

        string mode = node.Attributes.Text("mode") ?? "constant";
        int[][] places = AxisMap.StraightOf(tensor.Shape, node.Budget);
        for (int i = 0; i < axes.Length; i++)
        {
            places[axes[i]] = Padded(node, places[axes[i]], pads[i], pads[axes.Length + i], mode);
        }

        int[] rows = AxisMap.Combine(places, node.Budget);
        if (Array.IndexOf(rows, AxisMap.Outside) < 0)
        {
            return tensor.Gather(AxisMap.Shape(places), rows, null, divide: false, node.Budget);
        }

        double value = node.Opset < 11 ? node.Attributes.Float("value", 0) : node.HasInput(2) ? node.Scalar(2, "constant value") : 0;
        AffineTensor extended = Concatenation.Flat([tensor, AffineTensor.Constant([1], [value], tensor.Kind)], node.Budget);
        return extended.Gather(AxisMap.Shape(places), Array.ConvertAll(rows, row => row == AxisMap.Outside ? tensor.Count : row), null, divide: false, node.Budget);
    }

    private static int[] Padded(NodeContext node, int[] places, long before, long after, string mode)
    {
        int size = places.Length;
        node.Budget.RequireArray(Math.Max(before, 0));
        node.Budget.RequireArray(Math.Max(after, 0));
        if (before < -size || after < -size || size + before + after < 0)
        {
            throw node.Node.Misshapen($"pads of {before} and {after} leave nothing of an axis of {size} elements.");
        }

        node.Budget.Charge(size + before + after);
        var padded = new int[size + before + after];
        for (int i = 0; i < padded.Length; i++)
        {
            int at = Source(node, i - before, size, mode);
            padded[i] = at == AxisMap.Outside ? AxisMap.Outside : places[at];
        }

        return padded;
    }

    /// <summary>The element of an axis that stands at a place that may lie beside the axis.</summary>
    private static int Source(NodeContext node, long place, int size, string mode)
    {
        bool isInside = place >= 0 && place < size;
        return isInside ? (int)place
            : mode == "constant" ? AxisMap.Outside
            : size == 0 ? throw node.Node.Misshapen("an axis without elements cannot be padded by its own.")
            : mode switch
            {
                "edge" => place < 0 ? 0 : size - 1,
                "wrap" => (int)(((place % size) + size) % size),
                "reflect" => Reflected(place, size),
                _ => throw node.Node.Unsupported($"the mode {DisplayText.Quote(mode)} is not supported; supported are constant, edge, reflect and wrap."),
            };
    }

    /// <summary>Mirrors at the first and the last element, which are not repeated.</summary>
    private static int Reflected(long place, int size)
    {
        long period = Math.Max(1, 2L * (size - 1));
        long at = ((place % period) + period) % period;
        return (int)(at < size ? at : period - at);
    }
}
