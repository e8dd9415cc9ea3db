using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Max and Min of several tensors, and the greatest or least of windows of one: neurons that compare pairs.</summary>
internal static class Extremes
{
    public static AffineTensor Max(NodeContext node) => OfOperands(node, 1);

    public static AffineTensor Min(NodeContext node) => OfOperands(node, -1);

    /// <summary>Element i of the result is the greatest (or, for sign -1, the least) of the elements windows[i] of <paramref name="operand"/>.</summary>
    /// <remarks>min(a, b) = a - relu(a - b), so a neuron is active where its first element is greater, as for max.</remarks>
    public static AffineTensor Of(NodeContext node, AffineTensor operand, int[][] windows, int[] shape, double sign)
    {
        var maximum = new Maximum(lead => node.Activate(lead, 0), node.Budget);
        return maximum.Of(operand, windows, shape, sign);
    }

    /// <summary>Operands in order, each repeated to the common shape.</summary>
    private static AffineTensor OfOperands(NodeContext node, double sign)
    {
        // A tensor need not be compared with itself.
        AffineTensor[] operands = Enumerable.Range(0, node.InputCount).Select(node.Input).Distinct().ToArray();
        if (operands.Length == 0)
        {
            throw node.Node.Malformed("it has no operands; one is the least.");
        }

        int[] shape = Arithmetic.CommonShape(node, operands);
        int count = (int)Dimensions.Count(shape);
        var windows = new int[count][];
        node.Budget.Charge((long)count * operands.Length);
        for (int i = 0; i < count; i++)
        {
            windows[i] = new int[operands.Length];
        }

        int first = 0;
        for (int o = 0; o < operands.Length; o++)
        {
            int[]? map = Broadcast.Map(operands[o].Shape, shape, node.Budget);
            for (int i = 0; i < count; i++)
            {
                windows[i][o] = first + (map is null ? i : map[i]);
            }

            first += operands[o].Count;
        }

        return Of(node, Concatenation.Flat(operands, node.Budget), windows, shape, sign);
    }
}
