using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;

namespace ReluGen.Formats.Keras.Rules;

/// <summary>Activations: by name or as a layer, within another layer or as one of their own.</summary>
internal static class KerasActivations
{
    private const string UseRelu = "Train with activation='relu' or LeakyReLU instead.";

    /// <summary>The activation that a setting states; none where it states none.</summary>
    public static LayerTensor Apply(KerasNode node, LayerTensor z, JsonValue? activation)
    {
        // Keras 3 may describe a function, or a layer with settings.
        if (activation is JsonObject)
        {
            JsonValue config = activation.Require("config");
            return activation["class_name"]?.Text switch
            {
                "function" => Named(node, z, config.Text ?? activation["registered_name"]?.Text ?? ""),
                "ReLU" => Relu(node, z, config),
                "LeakyReLU" => LeakyRelu(node, z, config),
                "Softmax" => Named(node, z, "softmax"),
                var other => Named(node, z, other ?? ""),
            };
        }

        return Named(node, z, activation?.Text ?? "linear");
    }

    /// <summary>ReLU with a slope below, a bound above and a threshold.</summary>
    public static LayerTensor Relu(KerasNode node, LayerTensor z, JsonValue config)
    {
        double slope = config["negative_slope"]?.Number ?? 0;
        if ((config["threshold"]?.Number ?? 0) != 0)
        {
            throw node.Unsupported("a ReLU with a threshold jumps there, so it is not a continuous piecewise-linear function.", UseRelu);
        }

        if (config["max_value"]?.Number is not { } most)
        {
            return slope == 0 ? node.Node("Relu", z, []) : Leaky(node, z, slope);
        }

        return slope == 0 ? Clip(node, z, 0, most) : node.Node("Min", Leaky(node, z, slope), [node.Number(most)]);
    }

    /// <summary>Keras 3 calls the slope negative_slope, before it was alpha.</summary>
    public static LayerTensor LeakyRelu(KerasNode node, LayerTensor z, JsonValue config) =>
        Leaky(node, z, config["negative_slope"]?.Number ?? config["alpha"]?.Number ?? 0.3);

    /// <summary>A slope an element, shared along some axes.</summary>
    public static LayerTensor PRelu(KerasNode node)
    {
        node.RequireWeights(1);
        return node.Node("PRelu", node.Input, [node.Weights[0]]);
    }

    public static LayerTensor Softmax(KerasNode node, LayerTensor z) =>
        node.Axis(z) == z.Rank - 1 ? Named(node, z, "softmax") : throw node.Unsupported("a softmax along another axis than the last is not supported.");

    private static LayerTensor Named(KerasNode node, LayerTensor z, string name) => name switch
    {
        "linear" => z,
        "relu" => node.Node("Relu", z, []),
        "relu6" => Clip(node, z, 0, 6),
        "leaky_relu" => Leaky(node, z, 0.2),
        "sigmoid" => node.Node("Sigmoid", z, []),
        "tanh" => node.Node("Tanh", z, []),
        "softmax" => node.Node("Softmax", z, [], LayerGraph.Int("axis", -1)),
        "hard_tanh" => Clip(node, z, -1, 1),

        // Up to Keras 2 clip(z / 5 + 1/2), then relu6(z + 3) / 6.
        "hard_sigmoid" => node.Node("HardSigmoid", z, [], LayerGraph.Float("alpha", node.Major < 3 ? 0.2 : 1.0 / 6), LayerGraph.Float("beta", 0.5)),
        "hard_shrink" or "threshold" => throw node.Unsupported($"{name} jumps, so it is not a continuous piecewise-linear function.", UseRelu),
        _ => throw node.Unsupported($"the activation {DisplayText.Quote(name)} is not piecewise linear, or not known.", UseRelu),
    };

    private static LayerTensor Leaky(KerasNode node, LayerTensor z, double slope) =>
        node.Node("LeakyRelu", z, [], LayerGraph.Float("alpha", slope));

    private static LayerTensor Clip(KerasNode node, LayerTensor z, double low, double high) =>
        node.Node("Clip", z, [node.Number(low), node.Number(high)]);
}
