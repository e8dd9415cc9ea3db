using System;
using System.Linq;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;

namespace ReluGen.Formats.Keras.Rules;

/// <summary>Layers that do nothing at inference, or only order elements in another way.</summary>
internal static class Shapes
{
    public static LayerTensor PassThrough(KerasNode node) => node.Input;

    /// <summary>Row-major with the channels last, wherever they are.</summary>
    public static LayerTensor Flatten(KerasNode node)
    {
        LayerTensor x = node.Input;
        LayerTensor ordered = node.IsChannelsLast || x.Rank < 3
            ? x
            : node.Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2).Select(static a => (long)a), 1]);
        return node.Node("Flatten", 2, [ordered.Name], LayerGraph.Int("axis", 1));
    }

    public static LayerTensor Reshape(KerasNode node)
    {
        long[] target = Wholes(node, "target_shape");
        return node.Node("Reshape", target.Length + 1, [node.Input.Name, node.Graph.Integers(node.Layer.Name, [0, .. target])]);
    }

    /// <summary>The axes after the batch, counted from 1, in another order.</summary>
    public static LayerTensor Permute(KerasNode node)
    {
        long[] axes = Wholes(node, "dims");
        return axes.Length == node.Input.Rank - 1
            ? node.Transpose(node.Input, [0, .. axes])
            : throw node.Malformed($"orders {axes.Length} axes of a tensor that has {node.Input.Rank - 1}");
    }

    private static long[] Wholes(KerasNode node, string name)
    {
        long?[] sizes = node.Config[name] is JsonArray list ? list.Items.Take(16).Select(static v => v.Whole).ToArray() : [];
        return sizes.Length > 0 && Array.TrueForAll(sizes, static s => s is not null)
            ? Array.ConvertAll(sizes, static s => s!.Value)
            : throw node.Malformed($"has no list of whole numbers {DisplayText.Quote(name)}");
    }
}
