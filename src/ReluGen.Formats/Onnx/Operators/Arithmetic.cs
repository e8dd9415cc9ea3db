using System;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Add, Sub, Mul and Div, element by element with broadcasting.</summary>
internal static class Arithmetic
{
    public static AffineTensor Add(NodeContext node) => Sum(node, 1);

    public static AffineTensor Sub(NodeContext node) => Sum(node, -1);

    public static AffineTensor Neg(NodeContext node) => Times(node, node.Input(0), -1);

    /// <summary>The sum of any number of operands.</summary>
    public static AffineTensor SumOf(NodeContext node)
    {
        AffineTensor sum = node.Input(0);
        for (int i = 1; i < node.InputCount; i++)
        {
            sum = Plus(node, sum, node.Input(i), 1);
        }

        return sum;
    }

    /// <summary>The mean of any number of operands.</summary>
    public static AffineTensor MeanOf(NodeContext node) =>
        Elementwise.Scale(SumOf(node), AffineTensor.Constant([], [node.InputCount]), divide: true, node.Budget)!;

    /// <summary>tensor · factor.</summary>
    public static AffineTensor Times(NodeContext node, AffineTensor tensor, double factor) =>
        factor == 1 ? tensor : Elementwise.Scale(tensor, AffineTensor.Constant([], [factor], tensor.Kind), divide: false, node.Budget)!;

    /// <summary>The shape that all operands broadcast to.</summary>
    public static int[] CommonShape(NodeContext node, AffineTensor[] operands)
    {
        int[] shape = [];
        foreach (AffineTensor operand in operands)
        {
            shape = Broadcast.CommonShape(shape, operand.Shape) ?? throw Unfit(node, operands[0], operand);
        }

        node.Budget.RequireArray(Dimensions.Count(shape));
        return shape;
    }

    public static AffineTensor Mul(NodeContext node)
    {
        RefuseOldBroadcast(node);
        AffineTensor first = node.Input(0);
        AffineTensor second = node.Input(1);
        if (!first.IsConstant && !second.IsConstant)
        {
            throw node.Node.Unsupported("a product of two values that both depend on the input is not piecewise linear.", "Choose a tensor before the node as the output (GraphOutputs).");
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
            throw node.Node.Unsupported("a quotient whose divisor depends on the input is not piecewise linear.", "Choose a tensor before the node as the output (GraphOutputs).");
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
        return Opposite(node, sign) ?? Plus(node, node.Input(0), node.Input(1), sign);
    }

    private static AffineTensor Plus(NodeContext node, AffineTensor first, AffineTensor second, double sign) =>
        Elementwise.Add(first, second, sign, node.Budget) ?? throw Unfit(node, first, second);

    /// <summary>1 - sigmoid(t) = sigmoid(-t), the probability of the other class; null where that is not what the node computes.</summary>
    private static AffineTensor? Opposite(NodeContext node, double sign)
    {
        if (sign > 0 || !node.HasInput(0) || !node.HasInput(1) || node.InputOrHead(1) is not { Head: { Link: Core.Networks.Link.Sigmoid } head } second)
        {
            return null;
        }

        AffineTensor one = node.Input(0);
        return one.IsConstant && one.Count == 1 && one.Bias[0] == 1 && one.Rank <= second.Rank ? Times(node, second, -1).WithHead(head) : null;
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
            throw node.Node.Unsupported("broadcasting along an axis, as before version 7 of the operator set, is not supported.", "Convert the model to opset 7 or later.");
        }
    }
}
