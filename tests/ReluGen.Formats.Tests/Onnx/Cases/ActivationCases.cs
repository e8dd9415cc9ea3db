using System.Collections.Generic;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Activations and comparisons.</summary>
internal static class ActivationCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Relu", [7, 13, 14, 23], [1, -2], [1, 0], static _ => new Graph(1, 2).Node("Relu", "y", "x")),
        new("LeakyRelu", [7, 16, 23], [1, -2], [1, -0.5], static _ => new Graph(1, 2).Node("LeakyRelu", "y", "x", Float("alpha", 0.25f))),
        new("LeakyRelu", [7, 23], [100, -100], [100, -1], static _ => new Graph(1, 2).Node("LeakyRelu", "y", "x")),
        new("PRelu", [7, 9, 16, 23], [-1, -2, 3, -4], [-0.5, -1, 3, 8], static _ => new Graph(1, 2, 2).Constant("s", [2, 1], 0.5f, -2).Node("PRelu", "y", "x s")),
        new("Abs", [7, 13, 23], [1, -2, 0], [1, 2, 0], static _ => new Graph(1, 3).Node("Abs", "y", "x")),
        new("ThresholdedRelu", [10, 22], [1, -2], [1, 0], static _ => new Graph(1, 2).Node("ThresholdedRelu", "y", "x", Float("alpha", 0))),
        new("Clip", [7, 10], [-3, 0.5, 9], [-1, 0.5, 6], static _ => new Graph(1, 3).Node("Clip", "y", "x", Float("min", -1), Float("max", 6))),
        new("Clip", [11, 12, 13, 23], [-3, 0.5, 9], [-1, 0.5, 6], static _ => new Graph(1, 3).Constant("a", [], -1).Constant("b", [], 6).Node("Clip", "y", "x a b")),
        new("Clip", [11, 23], [-3, 0.5, 9], [-3, 0.5, 6], static _ => new Graph(1, 3).Constant("b", [], 6).Node("Clip", "y", "x - b")),
        new("Clip", [7], [-3, 0.5, 9], [1, 1, 9], static _ => new Graph(1, 3).Node("Clip", "y", "x", Float("min", 1))),
        new("HardSigmoid", [7, 22], [-3, 1, 9], [0, 0.7, 1], static _ => new Graph(1, 3).Node("HardSigmoid", "y", "x")),
        new("HardSigmoid", [7, 22], [-3, 1, 9], [0, 0.75, 1], static _ => new Graph(1, 3).Node("HardSigmoid", "y", "x", Float("alpha", 0.5f), Float("beta", 0.25f))),
        new("Shrink", [9, 23], [-3, 0.5, 9], [-2, 0, 8], static _ => new Graph(1, 3).Node("Shrink", "y", "x", Float("lambd", 1), Float("bias", 1))),
        new("Max", [7, 8, 12, 13, 23], [1, -2], [1, -1], static _ => new Graph(1, 2).Constant("c", [2], 0.5f, -1).Node("Max", "y", "x c")),
        new("Max", [8, 13, 23], [1, -2], [4, 2], static _ => new Graph(1, 2).Constant("c", [], -3).Node("Neg", "n", "x").Constant("d", [2], 4, 1).Node("Max", "y", "x c n d")),
        new("Max", [13], [7], [7], static _ => new Graph(1, 1).Node("Max", "y", "x")),
        new("Min", [7, 8, 12, 13, 23], [1, -2], [0.5, -2], static _ => new Graph(1, 2).Constant("c", [2], 0.5f, -1).Node("Min", "y", "x c")),
        new("Min", [8, 13], [1, 5, -2], [-1, -5, -3], static _ => new Graph(1, 3).Node("Neg", "n", "x").Constant("d", [3], 4, 1, -3).Node("Min", "y", "x n d")),
        new("ReduceMax", [7, 11, 13], [1, 5, 2, -3, -1, -2], [5, -1], static _ => new Graph(1, 2, 3).Node("ReduceMax", "y", "x", Ints("axes", 2))),
        new("ReduceMax", [18, 20], [1, 5, 2, -3, -1, -2], [5, -1], static _ => new Graph(1, 2, 3).Integers("a", -1).Node("ReduceMax", "y", "x a", Int("keepdims", 0))),
        new("ReduceMin", [7, 13], [1, 5, 2, -3, -1, -2], [-3, -1, -2], static _ => new Graph(1, 2, 3).Node("ReduceMin", "y", "x", Ints("axes", 1))),
        new("ReduceMin", [18], [1, 5, 2], [1], static _ => new Graph(1, 3).Node("ReduceMin", "y", "x")),
    ];
}
