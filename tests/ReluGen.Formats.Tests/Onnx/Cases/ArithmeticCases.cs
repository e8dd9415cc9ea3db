using System.Collections.Generic;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Sums, products and normalisations.</summary>
internal static class ArithmeticCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Add", [7, 13, 14, 23], [1, 2], [11, 22], static _ => new Graph(1, 2).Constant("c", [2], 10, 20).Node("Add", "y", "x c")),
        new("Add", [7, 23], [1, -2], [2, -2], static _ => new Graph(1, 2).Node("Relu", "h", "x").Node("Add", "y", "x h")),
        new("Sub", [7, 13, 14, 23], [1, 2], [9, 18], static _ => new Graph(1, 2).Constant("c", [2], 10, 20).Node("Sub", "y", "c x")),
        new("Mul", [7, 13, 14, 23], [1, 2], [10, 40], static _ => new Graph(1, 2).Constant("c", [2], 10, 20).Node("Mul", "y", "x c")),
        new("Div", [7, 13, 14, 23], [1, 3], [0.5, 0.75], static _ => new Graph(1, 2).Constant("c", [2], 2, 4).Node("Div", "y", "x c")),
        new("Neg", [7, 13, 23], [1, -2], [-1, 2], static _ => new Graph(1, 2).Node("Neg", "y", "x")),
        new("Sum", [7, 8, 13, 23], [1, 2], [12, 24], static _ => new Graph(1, 2).Constant("c", [2], 10, 20).Node("Sum", "y", "x c x")),
        new("Mean", [7, 8, 13, 23], [1, 2], [4, 8], static _ => new Graph(1, 2).Constant("c", [2], 10, 20).Node("Mean", "y", "x c x")),
        new("Gemm", [7, 9, 11, 13, 23], [1, 2], [5 + (2 * 10), 11 + (2 * 20)], static _ => new Graph(1, 2).Constant("w", [2, 2], 1, 2, 3, 4).Constant("c", [2], 10, 20).Node("Gemm", "y", "x w c", Int("transB", 1), Float("beta", 2))),
        new("MatMul", [7, 9, 13, 23], [1, 2], [7, 10], static _ => new Graph(1, 2).Constant("w", [2, 2], 1, 2, 3, 4).Node("MatMul", "y", "x w")),
        new("BatchNormalization", [7, 9, 14, 15, 23], [1, 2, 3, 4], [10, 11, 20.75, 21.5], static _ => new Graph(1, 2, 2).Constant("s", [2], 2, 3).Constant("o", [2], 10, 20).Constant("m", [2], 1, 2).Constant("v", [2], 3.75f, 15.75f).Node("BatchNormalization", "y", "x s o m v", Float("epsilon", 0.25f))),
        new("Dropout", [7, 10], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("Dropout", "y", "x", Float("ratio", 0.5f))),
        new("Dropout", [12, 13, 22], [1, -2], [1, -2], static _ => new Graph(1, 2).Constant("r", [], 0.5f).Node("Dropout", "y", "x r")),
        new("Identity", [7, 13, 14, 16, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("Identity", "y", "x")),
        new("Cast", [7, 9, 13, 19, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Node("Cast", "y", "x", Int("to", 11))),
        new("CastLike", [15, 19, 23], [1, -2], [1, -2], static _ => new Graph(1, 2).Constant("t", [], 1).Node("CastLike", "y", "x t")),
        new("ReduceSum", [7, 11], [1, 2, 3, 4, 5, 6], [6, 15], static _ => new Graph(1, 2, 3).Node("ReduceSum", "y", "x", Ints("axes", 2), Int("keepdims", 0))),
        new("ReduceSum", [13, 23], [1, 2, 3, 4, 5, 6], [5, 7, 9], static _ => new Graph(1, 2, 3).Integers("a", 1).Node("ReduceSum", "y", "x a")),
        new("ReduceSum", [13, 23], [1, 2], [1, 2], static _ => new Graph(1, 2).Integers("a").Node("ReduceSum", "y", "x a", Int("noop_with_empty_axes", 1))),
        new("ReduceMean", [7, 11, 13], [1, 2, 3, 4, 5, 6], [3.5], static _ => new Graph(1, 2, 3).Node("ReduceMean", "y", "x")),
        new("ReduceMean", [18, 23], [1, 2, 3, 4, 5, 6], [2, 5], static _ => new Graph(1, 2, 3).Integers("a", -1).Node("ReduceMean", "y", "x a")),
        new("ai.onnx.ml.Scaler", [7, 23], [3, 10], [4, -5], static _ => new Graph(1, 2).Node("ai.onnx.ml.Scaler", "y", "x", Floats("offset", 1, 20), Floats("scale", 2, 0.5f))),
        new("ai.onnx.ml.Scaler", [17], [3, 10], [6, 20], static _ => new Graph(1, 2).Node("ai.onnx.ml.Scaler", "y", "x", Floats("scale", 2))),
    ];
}
