using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Keras.Rules;

/// <summary>Convolutions, pools and padding. Operators have channels before the spatial axes, Keras mostly after them.</summary>
internal static class Windows
{
    /// <summary>Kernels have the shape [spatial axes, inputs, outputs].</summary>
    public static LayerTensor Convolution(KerasNode node, int axes)
    {
        string kernel = node.Weights.Count > 0 ? node.Weights[0] : throw node.Malformed("has no kernel");
        long[] permutation = [axes + 1, axes, .. Enumerable.Range(0, axes).Select(static a => (long)a)];
        string turned = node.Graph.Node(node.Layer.Name, "Transpose", [kernel], LayerGraph.Ints("perm", permutation));
        return Convolved(node, axes, turned, node.Config["groups"]?.Whole ?? 1);
    }

    /// <summary>Kernels have the shape [height, width, inputs, multiples]; each input is a group.</summary>
    public static LayerTensor Depthwise(KerasNode node)
    {
        string kernel = node.Weights.Count > 0 ? node.Weights[0] : throw node.Malformed("has no kernel");
        if (node.Config["depth_multiplier"]?.Whole is not (null or 1))
        {
            throw node.Unsupported("a depth multiplier other than 1 is not supported.");
        }

        // As many groups as channels: with one output each the kernel's third axis is both.
        string turned = node.Graph.Node(node.Layer.Name, "Transpose", [kernel], LayerGraph.Ints("perm", [2, 3, 0, 1]));
        int channels = node.Graph.SizeOf(kernel, 2) ?? throw node.Malformed("has a kernel that is not of four axes");
        return Convolved(node, 2, turned, channels);
    }

    public static LayerTensor Pool(KerasNode node, string op, int axes)
    {
        long[] size = node.Sizes("pool_size", axes) ?? Repeat(2, axes);
        AttributeProto[] attributes = [LayerGraph.Ints("kernel_shape", size), LayerGraph.Ints("strides", node.Sizes("strides", axes) ?? size), Padding(node)];
        return Moved(node, axes, x => node.Node(op, x, [], attributes));
    }

    /// <summary>The mean or maximum of all places of a channel.</summary>
    public static LayerTensor Global(KerasNode node, string op, int axes)
    {
        LayerTensor x = Require(node, axes);
        bool keeps = node.Config["keepdims"]?.Flag ?? false;
        IEnumerable<long> places = Enumerable.Range(node.IsChannelsLast ? 1 : 2, axes).Select(static a => (long)a);
        return node.Node(op, keeps ? x.Rank : 2, [x.Name], LayerGraph.Ints("axes", places), LayerGraph.Int("keepdims", keeps ? 1 : 0));
    }

    /// <summary>One number, one an axis, or a pair an axis.</summary>
    public static LayerTensor ZeroPadding(KerasNode node, int axes)
    {
        LayerTensor x = Require(node, axes);
        JsonValue padding = node.Config["padding"] ?? throw node.Malformed("has no padding");
        JsonValue[] sides = padding is JsonNumber || (axes == 1 && padding is JsonArray { Numbers: not null })
            ? Enumerable.Repeat(padding, axes).ToArray()
            : padding.Items.Take(axes + 1).ToArray();
        long[][] pairs = Array.ConvertAll(sides, side => side.Whole is { } same ? [same, same] : side.Items.Take(3).Select(static v => v.Whole ?? -1).ToArray());
        if (pairs.Length != axes || Array.Exists(pairs, static p => p.Length != 2 || p.Any(static v => v < 0)))
        {
            throw node.Malformed("has a padding that is not one or two whole numbers an axis");
        }

        long[] Side(int side) => node.IsChannelsLast ? [0, .. pairs.Select(p => p[side]), 0] : [0, 0, .. pairs.Select(p => p[side])];
        return node.Node("Pad", x, [node.Graph.Integers(node.Layer.Name, [.. Side(0), .. Side(1)])]);
    }

    private static LayerTensor Convolved(KerasNode node, int axes, string kernel, long groups)
    {
        bool hasBias = node.Config["use_bias"]?.Flag ?? true;
        node.RequireWeights(hasBias ? 2 : 1);
        AttributeProto[] attributes =
        [
            LayerGraph.Ints("strides", node.Sizes("strides", axes) ?? Repeat(1, axes)),
            LayerGraph.Ints("dilations", node.Sizes("dilation_rate", axes) ?? Repeat(1, axes)),
            LayerGraph.Int("group", groups),
            Padding(node),
        ];
        string[] constants = hasBias ? [kernel, node.Weights[1]] : [kernel];
        LayerTensor result = Moved(node, axes, x => node.Node("Conv", x, constants, attributes));
        return KerasActivations.Apply(node, result, node.Config["activation"]);
    }

    private static AttributeProto Padding(KerasNode node) => LayerGraph.Text("auto_pad", node.Config["padding"]?.Text switch
    {
        null or "valid" => "VALID",
        "same" => "SAME_UPPER",
        var other => throw node.Unsupported($"the padding {DisplayText.Quote(other)} is not supported; supported are valid and same."),
    });

    /// <summary>Applies an operator with the channels before the spatial axes.</summary>
    private static LayerTensor Moved(KerasNode node, int axes, Func<LayerTensor, LayerTensor> apply)
    {
        LayerTensor x = Require(node, axes);
        if (!node.IsChannelsLast)
        {
            return apply(x);
        }

        long[] spatial = Enumerable.Range(1, axes).Select(static a => (long)a).ToArray();
        LayerTensor moved = apply(node.Transpose(x, [0, axes + 1, .. spatial]));
        return node.Transpose(moved, [0, .. spatial.Select(static a => a + 1), 1]);
    }

    private static LayerTensor Require(KerasNode node, int axes) =>
        node.Input.Rank == axes + 2 ? node.Input : throw node.Malformed($"reads a tensor of rank {node.Input.Rank} instead of {axes + 2}");

    private static long[] Repeat(long size, int count) => Enumerable.Repeat(size, count).ToArray();
}
