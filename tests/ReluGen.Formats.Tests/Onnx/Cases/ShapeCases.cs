using System.Collections.Generic;
using ReluGen.Formats.Onnx;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Elements moved, chosen, joined and repeated.</summary>
internal static class ShapeCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Transpose", [7, 13, 21, 23], [1, 2, 3, 4, 5, 6], [1, 4, 2, 5, 3, 6], static _ => new Graph(1, 2, 3).Node("Transpose", "y", "x", Ints("perm", 0, 2, 1))),
        new("Transpose", [7], [1, 2, 3, 4, 5, 6], [1, 4, 2, 5, 3, 6], static _ => new Graph(1, 2, 3).Node("Transpose", "y", "x")),
        new("Concat", [7, 11, 13, 23], [1, 2], [1, 10, 2, 20], static _ => new Graph(1, 2, 1).Constant("c", [1, 2, 1], 10, 20).Node("Concat", "y", "x c", Int("axis", 2))),
        new("Concat", [13], [1, -2], [1, -2, 1, 0, 5], static _ => new Graph(1, 2).Node("Relu", "h", "x").Constant("c", [1, 1], 5).Node("Concat", "y", "x h c", Int("axis", -1))),
        new("Split", [7, 11], [1, 2, 3], [3, 1, 2], static _ => new Graph(1, 3).Node("Split", "a b", "x", Int("axis", 1), Ints("split", 2, 1)).Node("Concat", "y", "b a", Int("axis", 1))),
        new("Split", [13], [1, 2, 3], [3, 1, 2], static _ => new Graph(1, 3).Integers("s", 2, 1).Node("Split", "a b", "x s", Int("axis", 1)).Node("Concat", "y", "b a", Int("axis", 1))),
        new("Split", [18, 23], [1, 2, 3], [3, 1, 2], static _ => new Graph(1, 3).Node("Split", "a b", "x", Int("axis", 1), Int("num_outputs", 2)).Node("Concat", "y", "b a", Int("axis", 1))),
        new("Slice", [7, 9], [1, 2, 3, 4], [2, 3], static _ => new Graph(1, 4).Node("Slice", "y", "x", Ints("axes", 1), Ints("starts", 1), Ints("ends", -1))),
        new("Slice", [10, 11, 13, 23], [1, 2, 3, 4], [4, 2], static _ => new Graph(1, 4).Integers("s", -1).Integers("e", long.MinValue).Integers("a", 1).Integers("d", -2).Node("Slice", "y", "x s e a d")),
        new("Slice", [10, 23], [1, 2, 3, 4], [2, 3, 4], static _ => new Graph(1, 4).Integers("s", 0, 1).Integers("e", 9, long.MaxValue).Node("Slice", "y", "x s e")),
        new("Gather", [7, 11, 13, 23], [1, 2, 3], [3, 1, 1], static _ => new Graph(1, 3).Integers("i", -1, 0, 0).Node("Gather", "y", "x i", Int("axis", 1))),
        new("Squeeze", [7, 11], [1, 2], [1, 2], static _ => new Graph(1, 2, 1).Node("Squeeze", "y", "x", Ints("axes", 2))),
        new("Squeeze", [13, 21, 23], [1, 2], [7, 10], static _ => new Graph(1, 2, 1).Integers("a", -1).Node("Squeeze", "s", "x a").Constant("w", [2, 2], 1, 2, 3, 4).Node("Gemm", "y", "s w")),
        new("Squeeze", [13], [1, 2], [7, 10], static _ => new Graph(1, 2, 1).Node("Squeeze", "s", "x").Constant("w", [2, 2], 1, 2, 3, 4).Node("MatMul", "y", "s w")),
        new("Unsqueeze", [7, 11], [1, 2], [10, 20, 20, 40], static _ => new Graph(1, 2).Node("Unsqueeze", "u", "x", Ints("axes", 0, 3)).Constant("c", [2], 10, 20).Node("Mul", "y", "u c")),
        new("Unsqueeze", [13, 21, 23], [1, 2], [10, 20, 20, 40], static _ => new Graph(1, 2).Integers("a", -1).Node("Unsqueeze", "u", "x a").Constant("c", [2], 10, 20).Node("Mul", "y", "u c")),
        new("Reshape", [7, 13, 14, 19, 21, 23], [1, 2, 3, 4], [1, 4, 3, 8], static _ => new Graph(1, 4).Integers("s", 0, -1, 2).Node("Reshape", "r", "x s").Constant("c", [2], 1, 2).Node("Mul", "y", "r c")),
        new("Flatten", [7, 9, 11, 13, 23], [1, 2, 3, 4], [10], static _ => new Graph(1, 2, 2).Node("Flatten", "f", "x").Constant("w", [4, 1], 1, 1, 1, 1).Node("Gemm", "y", "f w")),
        new("Expand", [8, 13, 23], [1, 2], [1, 1, 2, 2], static _ => new Graph(1, 2, 1).Integers("s", 2, 2).Node("Expand", "y", "x s")),
        new("Tile", [7, 13, 23], [1, 2], [1, 2, 1, 2], static _ => new Graph(1, 2).Integers("r", 1, 2).Node("Tile", "y", "x r")),
        new("Where", [9, 16, 23], [1, 2], [1, 20], static _ => new Graph(1, 2).Integers("c", ElementType.Bool, [2], 1, 0).Constant("d", [], 20).Node("Where", "y", "c x d")),
        new("Shape", [7, 13, 15, 19, 23], [1, 2, 3, 4], [1, 4, 3, 8], static _ => new Graph(1, 2, 2).Node("Shape", "s", "x").Integers("one", 1).Node("Mul", "t", "s one").Node("Reshape", "r", "x t").Constant("c", [2], 1, 2).Node("Mul", "y", "r c")),
        new("Shape", [15, 23], [1, 2, 3], [1, 2, 3, 3], static _ => new Graph(1, 3).Node("Shape", "s", "x", Int("start", 1)).Node("Cast", "f", "s", Int("to", 1)).Node("Reshape", "t", "f one").Integers("one", 1, 1).Node("Concat", "y", "x t", Int("axis", 1))),
        new("Size", [7, 13, 23], [1, 2], [3, 4], static _ => new Graph(1, 2).Node("Size", "s", "x").Node("Cast", "f", "s", Int("to", 1)).Node("Add", "y", "x f")),
    ];
}
