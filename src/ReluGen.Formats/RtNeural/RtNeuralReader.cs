using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.RtNeural;

/// <summary>
/// Reads the JSON that RTNeural's exporters write: <c>in_shape</c>, and layers with type, activation and weights. Layers have no names and
/// are called <c>layer 1</c>, <c>layer 2</c>, …
/// </summary>
internal static class RtNeuralReader
{
    private const string UseRelu = "Train with relu or prelu instead.";

    public static ImportedModel Read(ModelBytes file, GraphSelection selection, CancellationToken cancellation)
    {
        JsonValue root = JsonTree.Read(file.Bytes);
        if (root["layers"] is not JsonArray { Numbers: null or { Length: 0 } } layers)
        {
            throw root.Error("The JSON has no list 'layers'. Of JSON files only networks of RTNeural are read; an architecture is read with the .safetensors file beside it.");
        }

        // The dimensions before the last are batch and time.
        long inputs = (root["in_shape"]?.Items ?? []).LastOrDefault()?.Whole ?? throw root.Error("The JSON has no 'in_shape' that ends in a number of inputs.");
        var graph = new LayerGraph();
        string last = graph.Input("input", [inputs]);
        int number = 0;
        foreach (JsonValue layer in layers.Items)
        {
            cancellation.ThrowIfCancellationRequested();
            last = Lower(graph, layer, "layer " + (++number).ToString(CultureInfo.InvariantCulture), last);
        }

        graph.Output(last);
        return graph.Lower(file, "rtneural", selection, cancellation);
    }

    private static string Lower(LayerGraph graph, JsonValue layer, string name, string input)
    {
        string type = layer["type"]?.Text ?? throw layer.Error("A layer has no 'type'.");
        string activation = layer["activation"]?.Text ?? "";
        try
        {
            JsonValue[] weights = (layer["weights"]?.Items ?? []).Take(8).ToArray();
            string z = type switch
            {
                "dense" or "time-distributed-dense" => Dense(graph, layer, name, input, weights),
                "batchnorm" => Normalized(graph, layer, name, input, weights),
                "prelu" => graph.Node(name, "PRelu", [input, Vector(graph, layer, name, weights, 0)]),
                "activation" => input,
                _ => throw new Refusal(name, $"layers of type {DisplayText.Quote(type)} are not read.", "Read are dense, batchnorm, prelu and activation; recurrent layers have no piecewise-linear form."),
            };
            string result = Activated(graph, name, z, activation);
            return result == input ? graph.Node(name, "Identity", [input]) : result;
        }
        catch (Refusal refusal)
        {
            return graph.Refuse(name, type, refusal, [input]);
        }
    }

    /// <summary>x · W + b with W as [input][output].</summary>
    private static string Dense(LayerGraph graph, JsonValue layer, string name, string input, JsonValue[] weights)
    {
        if (weights.Length is not (1 or 2))
        {
            throw layer.Error($"A dense layer has {weights.Length} arrays of weights; expected the matrix and the bias.");
        }

        string product = graph.Node(name, "MatMul", [input, graph.Constant(Matrix(layer, name, weights[0]))]);
        return weights.Length == 1 ? product : graph.Node(name, "Add", [product, Vector(graph, layer, name, weights, 1)]);
    }

    /// <summary>Weights are scale and shift, if it has them, then mean and variance.</summary>
    private static string Normalized(LayerGraph graph, JsonValue layer, string name, string input, JsonValue[] weights)
    {
        if (weights.Length is not (2 or 4))
        {
            throw layer.Error($"A batchnorm layer has {weights.Length} arrays of weights; expected scale, shift, mean and variance, or the last two.");
        }

        string mean = Vector(graph, layer, name, weights, weights.Length - 2);
        string variance = Vector(graph, layer, name, weights, weights.Length - 1);
        string zeros = graph.Node(name, "Mul", [mean, graph.Number(name, 0)]);
        string scale = weights.Length == 4 ? Vector(graph, layer, name, weights, 0) : graph.Node(name, "Add", [zeros, graph.Number(name, 1)]);
        string shift = weights.Length == 4 ? Vector(graph, layer, name, weights, 1) : zeros;
        return graph.Node(name, "BatchNormalization", [input, scale, shift, mean, variance], LayerGraph.Float("epsilon", layer["epsilon"]?.Number ?? 1e-3));
    }

    private static string Activated(LayerGraph graph, string name, string z, string activation) => activation switch
    {
        "" or "linear" => z,
        "relu" => graph.Node(name, "Relu", [z]),
        "tanh" => graph.Node(name, "Tanh", [z]),
        "sigmoid" => graph.Node(name, "Sigmoid", [z]),
        "softmax" => graph.Node(name, "Softmax", [z], LayerGraph.Int("axis", -1)),
        _ => throw new Refusal(name, $"the activation {DisplayText.Quote(activation)} is not piecewise linear, or not known.", UseRelu),
    };

    private static string Vector(LayerGraph graph, JsonValue layer, string name, JsonValue[] weights, int index)
    {
        JsonValue? value = index < weights.Length ? weights[index] : null;
        while (value is JsonArray { Count: 1 } nested && nested[0] is JsonArray inner)
        {
            value = inner;
        }

        return value is JsonArray { Numbers: { Length: > 0 } numbers }
            ? graph.Constant(WeightArray.Of(name, [numbers.Length], [numbers]))
            : throw (value ?? layer).Error($"Weights {index} of {name} must be a list of numbers.");
    }

    private static WeightArray Matrix(JsonValue layer, string name, JsonValue value)
    {
        List<double[]> rows = value.Items.Select(row => (row as JsonArray)?.Numbers ?? throw row.Error($"Weights 0 of {name} must be lists of numbers, one an input.")).ToList();
        return rows.Count > 0 && rows.All(row => row.Length == rows[0].Length)
            ? WeightArray.Of(name, [rows.Count, rows[0].Length], rows)
            : throw layer.Error($"Weights 0 of {name} must be lists of numbers of one length, one an input.", InputErrorIds.Shape);
    }
}
