using System.Collections.Generic;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Operators that stand on constants: the result is added to x, which is zero.</summary>
internal static class ConstantCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        Unary("Sqrt", [7, 13], 3, 9),
        Unary("Exp", [7, 13], 1, 0),
        Unary("Log", [7, 13], 0, 1),
        Unary("Reciprocal", [7, 13], 0.25, 4),
        Unary("Floor", [7, 13], -2, -1.5f),
        Unary("Ceil", [7, 13], -1, -1.5f),
        Unary("Round", [11, 22], 2, 2.5f),
        new("QuantizeLinear", [21, 23], [0, 0], [-100, 100], static _ => new Graph(1, 2).Constant("c", [2], -1, 1).Constant("s", [], 0.01f).Node("QuantizeLinear", "q", "c s", Int("output_dtype", 3)).Node("Cast", "f", "q", Int("to", 1)).Node("Add", "y", "x f")),
        new("QuantizeLinear", [13, 23], [0, 0], [-100, 100], static _ => new Graph(1, 2).Constant("c", [2], -1, 1).Constant("s", [], 0.01f).Integers("t", ElementType.Int8, [1], 0).Integers("d", 1).Node("Reshape", "z", "t d").Node("QuantizeLinear", "q", "c s z").Node("Cast", "f", "q", Int("to", 1)).Node("Add", "y", "x f")),
        Binary("Pow", [7, 12, 13, 15], 8, 2, 3),
        Truth("Equal", [7, 11, 13, 19], 0, 2, 3),
        Truth("Greater", [7, 9, 13], 0, 2, 3),
        Truth("Less", [7, 9, 13], 1, 2, 3),
        Truth("And", [7], 0, 1, 0),
        Truth("Or", [7], 1, 1, 0),
        new("Not", [7], [0], [1], static _ => new Graph(1, 1).Integers("c", ElementType.Bool, [1], 0).Node("Not", "n", "c").Node("Cast", "f", "n", Int("to", 1)).Node("Add", "y", "x f")),
        new("Constant", [7, 9, 11, 13, 23], [0], [7], static _ => new Graph(1, 1).Node("Constant", "c", "", Value(7)).Node("Add", "y", "x c")),
        new("Constant", [12, 23], [0, 0], [7, 8], static _ => new Graph(1, 2).Node("Constant", "c", "", Floats("value_floats", 7, 8)).Node("Add", "y", "x c")),
        new("ConstantOfShape", [9, 20, 23], [0, 0], [7, 7], static _ => new Graph(1, 2).Integers("s", 2).Node("ConstantOfShape", "c", "s", Value(7)).Node("Add", "y", "x c")),
        new("Range", [11], [0, 0, 0], [1, 3, 5], static _ => new Graph(1, 3).Constant("a", [], 1).Constant("b", [], 6).Constant("d", [], 2).Node("Range", "c", "a b d").Node("Add", "y", "x c")),
        new("DequantizeLinear", [10, 13, 19, 21, 23], [1, 10], [(-128 - 1) * 0.5 + (5 - 1) * 0.5 * 10], static _ => Weights(ElementType.Int8, -128, 5).Constant("s", [], 0.5f).Integers("z", ElementType.Int8, [], 1).Node("DequantizeLinear", "w", "q s z").Node("MatMul", "y", "x w")),
        new("DequantizeLinear", [13, 23], [1, 10], [200 * 0.5 + (41 - 1) * 2 * 10], static _ => Weights(ElementType.UInt8, 200, 41).Constant("s", [2], 0.5f, 2).Integers("z", ElementType.UInt8, [2], 0, 1).Node("DequantizeLinear", "w", "q s z", Int("axis", 0)).Node("MatMul", "y", "x w")),
        new("DequantizeLinear", [21, 23], [1, 1, 1], [10, 20, 300], static _ => new Graph(1, 3).Integers("q", ElementType.Int16, [1, 3], 1, 2, 3).Constant("s", [1, 2], 10, 100).Node("DequantizeLinear", "w", "q s", Int("axis", 1), Int("block_size", 2)).Node("Mul", "y", "x w")),
        new("QuantizeLinear", [10, 13, 23], [0, 0, 0], [2, 127, -128], static _ => new Graph(1, 3).Constant("c", [3], 1.25f, 1000, -1000).Constant("s", [], 0.5f).Integers("z", ElementType.Int8, [], 0).Node("QuantizeLinear", "q", "c s z").Node("Cast", "f", "q", Int("to", 1)).Node("Add", "y", "x f")),
    ];

    /// <summary>A matrix of one column.</summary>
    private static Graph Weights(ElementType type, params int[] column) => new Graph(1, 2).Integers("q", type, [2, 1], column);

    private static OperatorCase Unary(string op, int[] opsets, double expected, float value) =>
        new(op, opsets, [0], [expected], _ => new Graph(1, 1).Constant("c", [1], value).Node(op, "f", "c").Node("Add", "y", "x f"));

    private static OperatorCase Binary(string op, int[] opsets, double expected, float first, float second) =>
        new(op, opsets, [0], [expected], _ => new Graph(1, 1).Constant("a", [1], first).Constant("b", [], second).Node(op, "f", "a b").Node("Add", "y", "x f"));

    private static OperatorCase Truth(string op, int[] opsets, double expected, float first, float second) =>
        new(op, opsets, [0], [expected], _ => new Graph(1, 1).Constant("a", [1], first).Constant("b", [], second).Node(op, "t", "a b").Node("Cast", "f", "t", Int("to", 1)).Node("Add", "y", "x f"));

    private static AttributeProto Value(float value)
    {
        var tensor = new TensorProto { DataType = (int)ElementType.Float };
        tensor.Dims.Add(1);
        tensor.FloatData.Add(value);
        return new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = tensor };
    }
}
