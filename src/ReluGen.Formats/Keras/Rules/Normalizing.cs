using System.Linq;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;

namespace ReluGen.Formats.Keras.Rules;

/// <summary>Layers that shift and scale by constants.</summary>
internal static class Normalizing
{
    /// <summary>Keras divides by no less than this (keras.backend.epsilon).</summary>
    private const double LeastDeviation = 1e-7;

    /// <summary>BatchNormalization at inference; weights gamma and beta (if it has them), mean, variance.</summary>
    public static LayerTensor Batch(KerasNode node)
    {
        bool hasScale = node.Config["scale"]?.Flag ?? true;
        bool hasCenter = node.Config["center"]?.Flag ?? true;
        int parameters = (hasScale ? 1 : 0) + (hasCenter ? 1 : 0);
        node.RequireWeights(parameters + 2);
        LayerTensor x = node.Input;
        int axis = node.Axis(x);
        string mean = node.Weights[parameters];
        string variance = node.Weights[parameters + 1];

        // A scale of one and a shift of zero for each channel, whatever their number: the mean times zero.
        string zeros = node.Graph.Node(node.Layer.Name, "Mul", [mean, node.Number(0)]);
        string scale = hasScale ? node.Weights[0] : node.Graph.Node(node.Layer.Name, "Add", [zeros, node.Number(1)]);
        string center = hasCenter ? node.Weights[parameters - 1] : zeros;
        LayerTensor channelSecond = axis == 1 ? x : node.Transpose(x, Moved(x.Rank, axis, 1));
        LayerTensor normal = node.Node("BatchNormalization", channelSecond, [scale, center, mean, variance], LayerGraph.Float("epsilon", node.Config["epsilon"]?.Number ?? 1e-3));
        return axis == 1 ? normal : node.Transpose(normal, Moved(x.Rank, 1, axis));
    }

    /// <summary>Normalization: (x - mean) / max(sqrt(variance), 1e-7) along the last axis; statistics are weights or settings.</summary>
    public static LayerTensor Fixed(KerasNode node)
    {
        LayerTensor x = node.Input;
        bool isScalar = node.Config["axis"] is null;
        if (node.Config["invert"]?.Flag == true || (!isScalar && node.Axis(x) != x.Rank - 1))
        {
            throw node.Unsupported("it is supported along the last axis, and not inverted.", "Scale the data in your own code, or in a Rescaling layer.");
        }

        if (Stated(node, "mean") is { } mean && Stated(node, "variance") is { } variance)
        {
            return Normalized(node, x, mean, variance);
        }

        // The third is a counter.
        return node.Weights.Count is 2 or 3
            ? Normalized(node, x, Flat(node, node.Weights[0]), Flat(node, node.Weights[1]))
            : throw node.Malformed("has no mean and variance; adapt it before saving the model");
    }

    /// <summary>x · scale + offset.</summary>
    public static LayerTensor Rescale(KerasNode node)
    {
        string scale = Stated(node, "scale") ?? throw node.Malformed("has no scale");
        LayerTensor scaled = node.Node("Mul", node.Input, [scale]);
        return Stated(node, "offset") is { } offset ? node.Node("Add", scaled, [offset]) : scaled;
    }

    private static LayerTensor Normalized(KerasNode node, LayerTensor x, string mean, string variance)
    {
        string root = node.Graph.Node(node.Layer.Name, "Sqrt", [variance]);
        string deviation = node.Graph.Node(node.Layer.Name, "Max", [root, node.Number(LeastDeviation)]);
        return node.Node("Div", node.Node("Sub", x, [mean]), [deviation]);
    }

    /// <summary>Statistics may be stored with leading axes of one element.</summary>
    private static string Flat(KerasNode node, string weights) =>
        node.Graph.Node(node.Layer.Name, "Reshape", [weights, node.Graph.Integers(node.Layer.Name, -1)]);

    /// <summary>A setting of one number or a list of them.</summary>
    private static string? Stated(KerasNode node, string name)
    {
        JsonValue? value = node.Config[name];
        while (value is JsonArray { Count: 1 } nested && nested[0] is JsonArray inner)
        {
            value = inner;
        }

        return value switch
        {
            null => null,
            JsonNumber number => node.Number(number.Value),
            JsonArray { Numbers: { Length: > 0 } numbers } => node.Graph.Constant(node.Layer.Name, [numbers.Length], numbers),
            _ => throw node.Malformed($"has a setting {DisplayText.Quote(name)} that is not a list of numbers"),
        };
    }

    /// <summary>The permutation that moves one axis.</summary>
    private static long[] Moved(int rank, int from, int to)
    {
        var axes = Enumerable.Range(0, rank).Select(static a => (long)a).ToList();
        axes.RemoveAt(from);
        axes.Insert(to, from);
        return [.. axes];
    }
}
