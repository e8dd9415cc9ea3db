using System;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Add, Sub, Mul and Div, element by element with broadcasting.</summary>
internal static class Arithmetic
{
    public static AffineTensor Add(NodeContext node) => Sum(node, 1);

    public static AffineTensor Sub(NodeContext node) => Sum(node, -1);

    public static AffineTensor Mul(NodeContext node)
    {
        RefuseOldBroadcast(node);
        AffineTensor first = node.Input(0);
        AffineTensor second = node.Input(1);
        if (!first.IsConstant && !second.IsConstant)
        {
            throw node.Node.Unsupported("a product of two values that both depend on the input is not piecewise linear.");
        }

        return second.IsConstant ? Scale(node, first, second, divide: false) : Scale(node, second, first, divide: false);
    }

    public static AffineTensor Div(NodeContext node)
    {
        RefuseOldBroadcast(node);
        AffineTensor first = node.Input(0);
        AffineTensor second = node.Input(1);
        if (!second.IsConstant)
        {
            throw node.Node.Unsupported("a quotient whose divisor depends on the input is not piecewise linear.");
        }

        if (Array.IndexOf(second.Bias, 0) >= 0)
        {
            throw node.Node.Malformed("the divisor has an element that is zero.");
        }

        AffineTensor quotient = Scale(node, first, second, divide: true);
        return first.Kind == ElementKind.Integer && second.Kind == ElementKind.Integer
            ? AffineTensor.Constant(quotient.Shape, Array.ConvertAll(quotient.Bias, Math.Truncate), ElementKind.Integer)
            : quotient;
    }

    private static AffineTensor Sum(NodeContext node, double sign)
    {
        RefuseOldBroadcast(node);
        AffineTensor first = node.Input(0);
        AffineTensor second = node.Input(1);
        return Elementwise.Add(first, second, sign, node.Budget) ?? throw Unfit(node, first, second);
    }

    private static AffineTensor Scale(NodeContext node, AffineTensor tensor, AffineTensor factors, bool divide) =>
        Elementwise.Scale(tensor, factors, divide, node.Budget) ?? throw Unfit(node, tensor, factors);

    private static InputException Unfit(NodeContext node, AffineTensor first, AffineTensor second) =>
        node.Node.Misshapen($"the shapes {DisplayText.Shape(first.Shape)} and {DisplayText.Shape(second.Shape)} do not fit each other.");

    /// <summary>Before version 7 an axis could align the second operand with the middle of the first.</summary>
    private static void RefuseOldBroadcast(NodeContext node)
    {
        if (node.Opset < 7 && node.Attributes.Has("axis"))
        {
            throw node.Node.Unsupported("broadcasting along an axis, as before version 7 of the operator set, is not supported. Convert the model to opset 7 or later.");
        }
    }
}
