using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.SafeTensors;

/// <summary>
/// Builds a graph from a stated architecture: <c>{"input": 4, "layers": [{"type": "dense", "name": "fc1"}, {"type": "relu"}, …]}</c>.
/// A layer with weights names them by their prefix, as PyTorch does.
/// </summary>
internal static class Architecture
{
    private const string Types = "dense, batch_norm, prelu, relu, leaky_relu, relu6, hard_tanh, identity, flatten, sigmoid, tanh and softmax";

    public static void Build(LayerGraph graph, Dictionary<string, WeightArray> tensors, JsonValue root)
    {
        if (root["layers"] is not JsonArray { Numbers: null or { Length: 0 } } layers)
        {
            throw Error(root, "has no list 'layers'");
        }

        JsonValue input = root["input"] ?? throw Error(root, "has no 'input', the number of inputs or a list of dimensions");
        long?[] sizes = input is JsonArray ? input.Items.Take(8).Select(static v => v.Whole).ToArray() : [input.Whole];
        if (sizes.Length == 0 || !Array.TrueForAll(sizes, static s => s is > 0 and <= int.MaxValue))
        {
            throw Error(input, "has an 'input' that is not a number of inputs or a list of dimensions");
        }

        string last = graph.Input("input", Array.ConvertAll(sizes, static s => s!.Value));
        int number = 0;
        foreach (JsonValue layer in layers.Items)
        {
            string name = layer["name"]?.Text ?? FormattableString.Invariant($"layer {++number}");
            Lower(graph, tensors, layer, name, last);
            last = graph.NameLast(name);
        }

        graph.Output(last);
    }

    /// <summary>x · weightᵀ + bias, of a prefix.</summary>
    public static string Dense(LayerGraph graph, Dictionary<string, WeightArray> tensors, string name, string input)
    {
        string weight = graph.Constant(Find(tensors, name, "weight"));
        IEnumerable<string> bias = tensors.ContainsKey(name + ".bias") ? [graph.Constant(Find(tensors, name, "bias"))] : [];
        return graph.Node(name, "Gemm", [input, weight, .. bias], LayerGraph.Int("transB", 1));
    }

    private static string Lower(LayerGraph graph, Dictionary<string, WeightArray> tensors, JsonValue layer, string name, string input) => layer["type"]?.Text switch
    {
        "dense" => Dense(graph, tensors, name, input),
        "batch_norm" => graph.Node(
            name,
            "BatchNormalization",
            [input, .. new[] { "weight", "bias", "running_mean", "running_var" }.Select(part => graph.Constant(Find(tensors, name, part)))],
            LayerGraph.Float("epsilon", layer["epsilon"]?.Number ?? 1e-5)),
        "prelu" => graph.Node(name, "PRelu", [input, graph.Constant(Find(tensors, name, "weight"))]),
        "relu" => graph.Node(name, "Relu", [input]),
        "leaky_relu" => graph.Node(name, "LeakyRelu", [input], LayerGraph.Float("alpha", layer["slope"]?.Number ?? 0.01)),
        "relu6" => graph.Node(name, "Clip", [input, graph.Number(name, 0), graph.Number(name, 6)]),
        "hard_tanh" => graph.Node(name, "Clip", [input, graph.Number(name, -1), graph.Number(name, 1)]),
        "identity" => graph.Node(name, "Identity", [input]),
        "flatten" => graph.Node(name, "Flatten", [input], LayerGraph.Int("axis", 1)),
        "sigmoid" => graph.Node(name, "Sigmoid", [input]),
        "tanh" => graph.Node(name, "Tanh", [input]),
        "softmax" => graph.Node(name, "Softmax", [input], LayerGraph.Int("axis", -1)),
        var type => graph.Refuse(name, type ?? "", new Refusal(name, $"the type {DisplayText.Quote(type ?? "")} is not one of {Types}.", "Export the model as ONNX instead."), [input]),
    };

    private static WeightArray Find(Dictionary<string, WeightArray> tensors, string name, string part) =>
        tensors.TryGetValue(name + "." + part, out WeightArray? tensor)
            ? tensor.Type != ElementType.Undefined ? tensor : throw new InputException(InputErrorIds.Unsupported, $"Tensor {DisplayText.Quote(tensor.Name)} holds integers; weights are floating-point numbers.")
            : throw new InputException(InputErrorIds.Shape, $"The architecture names a tensor {DisplayText.Quote(name + "." + part)} that the file has not; it has {string.Join(", ", tensors.Keys.Take(12).Select(DisplayText.Quote))}.");

    private static InputException Error(JsonValue place, string problem) =>
        place.Error($"It {problem}. Expected is {{\"input\": 4, \"layers\": [{{\"type\": \"dense\", \"name\": \"fc1\"}}, {{\"type\": \"relu\"}}, …]}}.");
}
