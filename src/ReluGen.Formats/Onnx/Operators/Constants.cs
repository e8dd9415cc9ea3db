using System;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Operators that are not piecewise linear, or jump, but may stand on constants: exporters leave such computations in the graph.</summary>
internal static class Constants
{
    public static AffineTensor Sqrt(NodeContext node) => Unary(node, Math.Sqrt);

    public static AffineTensor Exp(NodeContext node) => Unary(node, Math.Exp);

    public static AffineTensor Log(NodeContext node) => Unary(node, Math.Log);

    public static AffineTensor Reciprocal(NodeContext node) => Unary(node, static v => 1 / v);

    public static AffineTensor Floor(NodeContext node) => Unary(node, Math.Floor);

    public static AffineTensor Ceil(NodeContext node) => Unary(node, Math.Ceiling);

    /// <summary>Half-way numbers go to the even neighbour.</summary>
    public static AffineTensor Round(NodeContext node) => Unary(node, static v => Math.Round(v, MidpointRounding.ToEven));

    public static AffineTensor Not(NodeContext node) => Unary(node, static v => v == 0 ? 1 : 0);

    public static AffineTensor And(NodeContext node) => Binary(node, static (a, b) => a != 0 && b != 0 ? 1 : 0, isTruth: true);

    public static AffineTensor Or(NodeContext node) => Binary(node, static (a, b) => a != 0 || b != 0 ? 1 : 0, isTruth: true);

    public static AffineTensor Equal(NodeContext node) => Binary(node, static (a, b) => a == b ? 1 : 0, isTruth: true);

    public static AffineTensor Greater(NodeContext node) => Binary(node, static (a, b) => a > b ? 1 : 0, isTruth: true);

    public static AffineTensor Less(NodeContext node) => Binary(node, static (a, b) => a < b ? 1 : 0, isTruth: true);

    public static AffineTensor Pow(NodeContext node) => Binary(node, Math.Pow, isTruth: false);

    private static AffineTensor Unary(NodeContext node, Func<double, double> function)
    {
        AffineTensor tensor = Operand(node, 0);
        return AffineTensor.Constant(tensor.Shape, Array.ConvertAll(tensor.Bias, v => function(v)), tensor.Kind);
    }

    private static AffineTensor Binary(NodeContext node, Func<double, double, double> function, bool isTruth)
    {
        AffineTensor first = Operand(node, 0);
        AffineTensor second = Operand(node, 1);
        int[] shape = Arithmetic.CommonShape(node, [first, second]);
        int[]? firstMap = Broadcast.Map(first.Shape, shape, node.Budget);
        int[]? secondMap = Broadcast.Map(second.Shape, shape, node.Budget);
        double[] values = node.Budget.Doubles(Dimensions.Count(shape));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = function(first.Bias[firstMap is null ? i : firstMap[i]], second.Bias[secondMap is null ? i : secondMap[i]]);
        }

        return AffineTensor.Constant(shape, values, isTruth ? ElementKind.Integer : first.Kind);
    }

    private static AffineTensor Operand(NodeContext node, int index)
    {
        AffineTensor tensor = node.Input(index);
        return tensor.IsConstant ? tensor : throw UnsupportedOperators.Refuse(node.Node);
    }
}
