using System.Collections.Generic;
using System.Linq;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>Which networks of the shared data are read, and what stands against the others.</summary>
internal static class Coverage
{
    private static readonly string[] Parts = ["nets", "nnet", "trained", "variants", "degenerate", "other_formats", "other_formats/keras"];

    /// <summary>Networks that are refused: each node and operator that the message must name.</summary>
    public static IReadOnlyDictionary<string, string[]> Refused { get; } = new Dictionary<string, string[]>
    {
        ["nets/godot_ballchase"] = ["'state_ins'", "(Tanh)", "Stable-Baselines3"],
        ["nets/mnist2x5_sigmoid"] = ["(Sigmoid)"],
        ["other_formats/rtneural_hello"] = ["'layer 1'", "(Tanh)", "'layer 3'", "(Softmax)"],
    };

    /// <summary>Networks whose output is a class, which is not part of the network: it gives the scores that decide.</summary>
    public static TheoryData<string> Classifiers => ["variants/argmax_head"];

    public static TheoryData<string> Covered => [.. ReferenceFile.Networks(Parts).Where(network => !Refused.ContainsKey(network) && network != "variants/argmax_head")];

    /// <summary>Every network of the shared data, covered or not.</summary>
    public static IEnumerable<string> AllNames => ReferenceFile.Networks(Parts);

    public static TheoryData<string> Uncovered => [.. Refused.Keys];
}
