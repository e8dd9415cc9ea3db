using System.Collections.Generic;
using System.Linq;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Convolutions and pools over 1 to 9, in rows of three, or over a line of numbers.</summary>
internal static class WindowCases
{
    private static readonly double[] Square = Enumerable.Range(1, 9).Select(static i => (double)i).ToArray();

    public static IEnumerable<OperatorCase> All =>
    [
        // Rows 1 2 3 / 4 5 6 / 7 8 9 with the kernel 1 0 / 0 10.
        new("Conv", [7, 11, 22, 23], Square, [51, 62, 84, 95], static _ => new Graph(1, 1, 3, 3).Constant("w", [1, 1, 2, 2], 1, 0, 0, 10).Node("Conv", "y", "x w")),
        new("Conv", [7, 23], Square, [100 + 51, 200 - 51], static _ => new Graph(1, 1, 3, 3).Constant("w", [2, 1, 2, 2], 1, 0, 0, 10, -1, 0, 0, -10).Constant("b", [2], 100, 200).Node("Conv", "y", "x w b", Ints("strides", 2, 2))),
        new("Conv", [7, 23], Square, [10, 30, 70, 95], static _ => new Graph(1, 1, 3, 3).Constant("w", [1, 1, 2, 2], 1, 0, 0, 10).Node("Conv", "y", "x w", Ints("strides", 2, 2), Ints("pads", 1, 1, 0, 0), Ints("kernel_shape", 2, 2))),
        new("Conv", [7, 23], Square, [91], static _ => new Graph(1, 1, 3, 3).Constant("w", [1, 1, 2, 2], 1, 0, 0, 10).Node("Conv", "y", "x w", Ints("dilations", 2, 2))),
        new("Conv", [7, 23], [1, 2, 3, 4], [2, 4, 30, 40], static _ => new Graph(1, 2, 2).Constant("w", [2, 1, 1], 2, 10).Node("Conv", "y", "x w", Int("group", 2))),
        new("Conv", [7, 23], [1, 2, 3], [12, 23, 30], static _ => new Graph(1, 1, 3).Constant("w", [1, 1, 2], 10, 1).Node("Conv", "y", "x w", Text("auto_pad", "SAME_UPPER"))),
        new("Conv", [7, 23], [1, 2, 3], [1, 12, 23], static _ => new Graph(1, 1, 3).Constant("w", [1, 1, 2], 10, 1).Node("Conv", "y", "x w", Text("auto_pad", "SAME_LOWER"))),
        new("Conv", [7, 23], [1, 2], [5, 11], static _ => new Graph(1, 2, 1, 1).Constant("w", [2, 2, 1, 1], 1, 2, 3, 4).Node("Conv", "y", "x w")),
        new("AveragePool", [7, 10, 11, 19, 22], Square, [3, 4, 6, 7], static _ => new Graph(1, 1, 3, 3).Node("AveragePool", "y", "x", Ints("kernel_shape", 2, 2))),
        new("AveragePool", [7, 22], [2, 4, 6], [2, 3, 5], static _ => new Graph(1, 1, 3).Node("AveragePool", "y", "x", Ints("kernel_shape", 2), Ints("pads", 1, 0))),
        new("AveragePool", [7, 22], [2, 4, 6], [1, 3, 5], static _ => new Graph(1, 1, 3).Node("AveragePool", "y", "x", Ints("kernel_shape", 2), Ints("pads", 1, 0), Int("count_include_pad", 1))),
        new("AveragePool", [10, 22], [2, 4, 6], [3, 6], static _ => new Graph(1, 1, 3).Node("AveragePool", "y", "x", Ints("kernel_shape", 2), Ints("strides", 2), Int("ceil_mode", 1))),
        new("AveragePool", [19, 22], [2, 4, 6], [4], static _ => new Graph(1, 1, 3).Node("AveragePool", "y", "x", Ints("kernel_shape", 2), Ints("dilations", 2))),
        new("MaxPool", [7, 8, 10, 11, 12, 22], Square, [5, 6, 8, 9], static _ => new Graph(1, 1, 3, 3).Node("MaxPool", "y", "x", Ints("kernel_shape", 2, 2))),
        new("MaxPool", [7, 22], [-2, -4, -6, 7, 8, 1], [-2, -4, 7, 8], static _ => new Graph(1, 2, 3).Node("MaxPool", "y", "x", Ints("kernel_shape", 2), Ints("strides", 2), Ints("pads", 1, 0))),
        new("MaxPool", [10, 22], [-2, -4, -6], [-2, -6], static _ => new Graph(1, 1, 3).Node("MaxPool", "y", "x", Ints("kernel_shape", 2), Ints("strides", 2), Int("ceil_mode", 1))),
        new("MaxPool", [10, 22], [-2, -4, -6], [-2], static _ => new Graph(1, 1, 3).Node("MaxPool", "y", "x", Ints("kernel_shape", 2), Ints("dilations", 2))),
        new("GlobalAveragePool", [7, 22], [1, 2, 3, 4, 5, 6], [2, 5], static _ => new Graph(1, 2, 3).Node("GlobalAveragePool", "y", "x")),
        new("GlobalMaxPool", [7, 22], [1, 3, 2, -6, -5, -7], [3, -5], static _ => new Graph(1, 2, 1, 3).Node("GlobalMaxPool", "y", "x")),
        new("Pad", [7, 10], [1, 2], [9, 1, 2, 9, 9], static _ => new Graph(1, 2).Node("Pad", "y", "x", Ints("pads", 0, 1, 0, 2), Float("value", 9))),
        new("Pad", [11, 13, 18, 19, 21, 23], [1, 2], [9, 1, 2, 9, 9], static _ => new Graph(1, 2).Integers("p", 0, 1, 0, 2).Constant("v", [], 9).Node("Pad", "y", "x p v")),
        new("Pad", [18, 23], [1, 2, 3], [3, 2, 1, 2, 3, 2], static _ => new Graph(1, 3).Integers("p", 2, 1).Integers("a", 1).Node("Pad", "y", "x p - a", Text("mode", "reflect"))),
        new("Pad", [11, 23], [1, 2, 3], [1, 1, 2], static _ => new Graph(1, 3).Integers("p", 0, 1, 0, -1).Node("Pad", "y", "x p", Text("mode", "edge"))),
        new("Pad", [19, 23], [1, 2, 3], [3, 1, 2, 3, 1], static _ => new Graph(1, 3).Integers("p", 0, 1, 0, 1).Node("Pad", "y", "x p", Text("mode", "wrap"))),
    ];
}
