using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Means and maxima of windows, a channel at a time.</summary>
internal static class Pooling
{
    public static AffineTensor MaxPool(NodeContext node)
    {
        AffineTensor tensor = node.Input(0);
        Windows windows = WindowsOf(node, tensor);
        return Maxima(node, tensor, windows);
    }

    /// <summary>The sum of a window over the number of its elements, which may count padding.</summary>
    public static AffineTensor AveragePool(NodeContext node)
    {
        AffineTensor tensor = node.Input(0);
        Windows windows = WindowsOf(node, tensor);
        bool countsPadding = node.Attributes.Flag("count_include_pad");
        int channels = Channels(tensor);
        int channel = ChannelSize(tensor);
        node.Budget.Work((double)channels * windows.OutputCount * windows.KernelCount);
        double[] counts = node.Budget.Doubles((long)channels * windows.OutputCount);
        var map = new LinearMap(node.Budget);
        for (int row = 0; row < counts.Length; row++)
        {
            int output = row % windows.OutputCount;
            for (int k = 0; k < windows.KernelCount; k++)
            {
                int at = windows.At(output, k);
                counts[row] += (countsPadding ? windows.IsPadded(output, k) : at >= 0) ? 1 : 0;
                if (at >= 0)
                {
                    map.Add((row / windows.OutputCount * channel) + at, 1);
                }
            }

            map.EndRow();
            if (counts[row] == 0)
            {
                throw node.Node.Misshapen("a window lies on padding only.");
            }
        }

        AffineTensor sums = map.Apply(tensor, Shape(tensor, windows));
        return Elementwise.Scale(sums, AffineTensor.Constant(sums.Shape, counts), divide: true, node.Budget)!;
    }

    public static AffineTensor GlobalMaxPool(NodeContext node)
    {
        AffineTensor tensor = Spatial(node);
        return Maxima(node, tensor, Windows.Of(node, tensor, WholeChannel(tensor), ceil: false));
    }

    public static AffineTensor GlobalAveragePool(NodeContext node)
    {
        Spatial(node);
        return AveragePool(node);
    }

    private static Windows WindowsOf(NodeContext node, AffineTensor tensor)
    {
        bool isGlobal = node.Node.Operator.StartsWith("Global", System.StringComparison.Ordinal);
        IReadOnlyList<long> kernel = isGlobal ? WholeChannel(tensor) : node.Attributes.Ints("kernel_shape") ?? throw node.Node.Malformed("its kernel_shape is missing.");
        return Windows.Of(node, tensor, kernel, node.Attributes.Flag("ceil_mode"));
    }

    private static AffineTensor Spatial(NodeContext node)
    {
        AffineTensor tensor = node.Input(0);
        return tensor.Rank > 2 && tensor.Count > 0
            ? tensor
            : throw node.Node.Misshapen($"its input has the shape {DisplayText.Shape(tensor.Shape)}; expected batch, channel and spatial axes.");
    }

    private static long[] WholeChannel(AffineTensor tensor) => tensor.Shape.Skip(2).Select(static size => (long)size).ToArray();

    private static AffineTensor Maxima(NodeContext node, AffineTensor tensor, Windows windows)
    {
        int channel = ChannelSize(tensor);
        long count = (long)Channels(tensor) * windows.OutputCount;
        node.Budget.Charge(count);
        node.Budget.Work((double)count * windows.KernelCount);
        var elements = new int[count][];
        for (int row = 0; row < elements.Length; row++)
        {
            var window = new List<int>();
            for (int k = 0; k < windows.KernelCount; k++)
            {
                int at = windows.At(row % windows.OutputCount, k);
                if (at >= 0)
                {
                    window.Add((row / windows.OutputCount * channel) + at);
                }
            }

            node.Budget.Charge(window.Count);
            elements[row] = window.Count > 0 ? window.ToArray() : throw node.Node.Misshapen("a window lies on padding only.");
        }

        return Extremes.Of(node, tensor, elements, Shape(tensor, windows), 1);
    }

    private static int Channels(AffineTensor tensor) => (int)Dimensions.Count(tensor.Shape, 0, 2);

    private static int ChannelSize(AffineTensor tensor) => (int)Dimensions.Count(tensor.Shape, 2, tensor.Rank);

    private static int[] Shape(AffineTensor tensor, Windows windows) => [tensor.Shape[0], tensor.Shape[1], .. windows.OutputShape];
}
