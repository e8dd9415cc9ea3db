using System.Collections.Generic;
using System.Linq;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>Which networks of the shared data are read, and what stands against the others.</summary>
internal static class Coverage
{
    private static readonly string[] Parts = ["nets", "nnet", "trained", "variants", "degenerate"];

    /// <summary>Networks that are refused: each node and operator that the message must name.</summary>
    public static IReadOnlyDictionary<string, string[]> Refused { get; } = new Dictionary<string, string[]>
    {
        ["nets/godot_ballchase"] = ["(Concat)", "'state_ins'"],
        ["nets/keras_cnn_max_mnist3"] = ["(Conv)", "(MaxPool)", "(Transpose)"],
        ["nets/mnist2x5_sigmoid"] = ["(Sigmoid)"],
        ["nets/mnist_relu_3_50"] = ["(Transpose)"],
        ["variants/argmax_head"] = ["(ArgMax)"],
        ["variants/concat_input"] = ["(Concat)"],
        ["variants/relu_as_clip_min0"] = ["(Clip)"],
        ["variants/relu_as_clip_opset6"] = ["(Clip)"],
        ["variants/relu_as_max0"] = ["(Max)"],
        ["variants/squeeze_unsqueeze"] = ["(Squeeze)", "(Unsqueeze)"],
    };

    public static TheoryData<string> Covered => [.. ReferenceFile.Networks(Parts).Where(network => !Refused.ContainsKey(network))];

    public static TheoryData<string> Uncovered => [.. Refused.Keys];
}
