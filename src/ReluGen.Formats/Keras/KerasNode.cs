using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Keras;

/// <summary>One call of a layer: what its rule sees.</summary>
internal sealed class KerasNode(LayerGraph graph, KerasLayer layer, IReadOnlyList<LayerTensor> inputs, IReadOnlyList<string> weights, int major)
{
    public LayerGraph Graph { get; } = graph;

    public KerasLayer Layer { get; } = layer;

    public JsonValue Config => Layer.Config;

    public IReadOnlyList<LayerTensor> Inputs { get; } = inputs;

    /// <summary>The weights as tensors of the graph.</summary>
    public IReadOnlyList<string> Weights { get; } = weights;

    /// <summary>The first number of the version of Keras.</summary>
    public int Major { get; } = major;

    /// <summary>The only tensor that the layer reads.</summary>
    public LayerTensor Input => Inputs.Count == 1 ? Inputs[0] : throw Malformed($"reads {Inputs.Count} tensors instead of one");

    /// <summary>True if the last axis is the one of channels.</summary>
    public bool IsChannelsLast => Config["data_format"]?.Text != "channels_first";

    /// <summary>A tensor made by an operator.</summary>
    public LayerTensor Node(string op, int rank, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        new(Graph.Node(Layer.Name, op, inputs, attributes), rank);

    /// <summary>An operator on one tensor and constants, which keeps the rank.</summary>
    public LayerTensor Node(string op, LayerTensor input, IEnumerable<string> constants, params AttributeProto[] attributes) =>
        Node(op, input.Rank, [input.Name, .. constants], attributes);

    public LayerTensor Transpose(LayerTensor input, params long[] permutation) =>
        Node("Transpose", input, [], LayerGraph.Ints("perm", permutation));

    public string Number(double value) => Graph.Number(Layer.Name, value);

    /// <exception cref="InputException">The file has another number of weights for the layer.</exception>
    public void RequireWeights(int count)
    {
        if (Weights.Count != count)
        {
            throw Malformed($"has {Weights.Count} arrays of weights where {count} are expected");
        }
    }

    /// <summary>A setting of one number or one an axis.</summary>
    public long[]? Sizes(string name, int count)
    {
        if (Config[name] is not { } value)
        {
            return null;
        }

        long?[] sizes = value is JsonArray ? value.Items.Take(8).Select(static v => v.Whole).ToArray() : Enumerable.Repeat(value.Whole, count).ToArray();
        return sizes.Length == count && Array.TrueForAll(sizes, static s => s is >= 0 and <= int.MaxValue)
            ? Array.ConvertAll(sizes, static s => s!.Value)
            : throw Malformed($"has a setting {DisplayText.Quote(name)} that is not {count} whole numbers");
    }

    /// <summary>A setting that is an axis, counted from 0 or, negative, from the end.</summary>
    public int Axis(LayerTensor tensor)
    {
        JsonValue? value = Config["axis"];
        long axis = value is JsonArray { Count: 1 } array ? array[0].Whole ?? -1 : value?.Whole ?? -1;
        long counted = axis < 0 ? axis + tensor.Rank : axis;
        return counted > 0 && counted < tensor.Rank ? (int)counted : throw Malformed($"has the axis {axis}, which a tensor of rank {tensor.Rank} has not");
    }

    public Refusal Unsupported(string reason, string remedy = "") => new(Layer.Name, reason, remedy);

    public InputException Malformed(string problem) =>
        Config.Error($"The layer {DisplayText.Quote(Layer.Name)} ({DisplayText.Line(Layer.ClassName)}) {problem}.", InputErrorIds.Shape);
}
