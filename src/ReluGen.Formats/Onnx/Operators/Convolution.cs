using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Conv: every place of the kernel is a row of a sparse matrix. A 1 × 1 convolution of one pixel is a dense layer.</summary>
internal static class Convolution
{
    public static AffineTensor Conv(NodeContext node)
    {
        AffineTensor x = node.Input(0);
        AffineTensor weights = node.Input(1);
        if (!weights.IsConstant)
        {
            throw node.Node.Unsupported("a convolution whose kernel depends on the input is not piecewise linear.", "Choose a tensor before the node as the output (GraphOutputs).");
        }

        Windows windows = WindowsOf(node, x, weights);
        int groups = (int)System.Math.Min(node.Attributes.Int("group", 1), int.MaxValue);
        int outputs = weights.Shape[0];
        int inputs = weights.Shape[1];
        if (groups < 1 || outputs % groups != 0 || (long)inputs * groups != x.Shape[1])
        {
            throw node.Node.Misshapen($"a kernel of shape {DisplayText.Shape(weights.Shape)} in {groups} groups does not fit the channels of {DisplayText.Shape(x.Shape)}.");
        }

        var layout = new Layout(inputs, outputs / groups, (int)Dimensions.Count(x.Shape, 2, x.Rank), x.Shape[1]);
        var map = new LinearMap(node.Budget);
        node.Budget.Work((double)x.Shape[0] * outputs * inputs * windows.OutputCount * windows.KernelCount);
        for (int n = 0; n < x.Shape[0]; n++)
        {
            for (int m = 0; m < outputs; m++)
            {
                AddChannel(map, windows, layout, weights.Bias, n, m);
            }
        }

        AffineTensor product = map.Apply(x, [x.Shape[0], outputs, .. windows.OutputShape]);
        return node.HasInput(2) ? Elementwise.Add(product, Bias(node, outputs, x.Rank), 1, node.Budget)! : product;
    }

    /// <summary>The rows of output channel m for batch row n.</summary>
    private static void AddChannel(LinearMap map, Windows windows, Layout layout, double[] weights, int n, int m)
    {
        int firstChannel = (n * layout.Channels) + (m / layout.OutputsOfGroup * layout.Inputs);
        for (int output = 0; output < windows.OutputCount; output++)
        {
            for (int c = 0; c < layout.Inputs; c++)
            {
                for (int k = 0; k < windows.KernelCount; k++)
                {
                    int at = windows.At(output, k);
                    if (at >= 0)
                    {
                        map.Add(((firstChannel + c) * layout.ChannelSize) + at, weights[(((m * layout.Inputs) + c) * windows.KernelCount) + k]);
                    }
                }
            }

            map.EndRow();
        }
    }

    private static Windows WindowsOf(NodeContext node, AffineTensor x, AffineTensor weights)
    {
        long[] kernel = weights.Shape.Skip(2).Select(static size => (long)size).ToArray();
        IReadOnlyList<long>? stated = node.Attributes.Ints("kernel_shape");
        if (weights.Rank != x.Rank || (stated is not null && !stated.SequenceEqual(kernel)))
        {
            throw node.Node.Misshapen($"weights of shape {DisplayText.Shape(weights.Shape)} do not fit its kernel or its input of shape {DisplayText.Shape(x.Shape)}.");
        }

        return Windows.Of(node, x, kernel, ceil: false);
    }

    private static AffineTensor Bias(NodeContext node, int outputs, int rank)
    {
        AffineTensor bias = node.Input(2);
        return bias.Count == outputs
            ? bias.Reshaped([outputs, .. Enumerable.Repeat(1, rank - 2)])
            : throw node.Node.Misshapen($"a bias of {bias.Count} elements does not fit {outputs} output channels.");
    }

    /// <summary>Sizes that say where a channel's elements lie.</summary>
    private readonly record struct Layout(int Inputs, int OutputsOfGroup, int ChannelSize, int Channels);
}
