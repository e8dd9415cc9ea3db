using System.Collections.Generic;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Links, and tails that choose a class: the network gives what the class is chosen by.</summary>
internal static class TailCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sigmoid", [7, 13, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("Sigmoid", "y", "x")),
        new("Tanh", [7, 13, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("Tanh", "y", "x")),
        new("Softmax", [7, 11, 13, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("Softmax", "y", "x", Int("axis", 1))),
        new("ArgMax", [7, 11, 12, 13, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("ArgMax", "y", "x", Int("axis", 1))),
        new("ai.onnx.ml.ArrayFeatureExtractor", [7, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Texts("names", "no", "yes").Node("ArgMax", "a", "x", Int("axis", 1)).Node("ai.onnx.ml.ArrayFeatureExtractor", "y", "names a")),
        new("ai.onnx.ml.LabelEncoder", [7, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("ArgMax", "a", "x", Int("axis", 1)).Node("ai.onnx.ml.LabelEncoder", "y", "a", Ints("keys_int64s", 0, 1), Strings("values_strings", "no", "yes"))),
        new("ai.onnx.ml.Binarizer", [7, 23], [3], [3], static _ => new Graph(1, 1).Node("ai.onnx.ml.Binarizer", "y", "x", Float("threshold", 0.5f))),
        new("ai.onnx.ml.ZipMap", [7, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("ai.onnx.ml.ZipMap", "y", "x", Strings("classlabels_strings", "no", "yes"))),
    ];
}
