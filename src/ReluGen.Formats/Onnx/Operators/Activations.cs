using System;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Activations that are piecewise linear element by element: a neuron an element and kink.</summary>
internal static class Activations
{
    public static AffineTensor Relu(NodeContext node) => node.Activate(node.Input(0), 0);

    public static AffineTensor LeakyRelu(NodeContext node) => node.Activate(node.Input(0), node.Attributes.Float("alpha", 0.01f));

    /// <summary>|z| is z above zero and -z below: a neuron of slope -1.</summary>
    public static AffineTensor Abs(NodeContext node) => node.Activate(node.Input(0), -1);

    /// <summary>A slope an element, repeated as numpy does.</summary>
    public static AffineTensor PRelu(NodeContext node)
    {
        AffineTensor z = node.Input(0);
        AffineTensor slope = node.Constant(1, "slope");
        if (node.Opset < 7 && slope.Count != 1)
        {
            throw node.Node.Unsupported("a slope a channel, as before version 7 of the operator set, is not supported.", "Convert the model to opset 7 or later.");
        }

        if (Broadcast.Of(z.Shape, slope.Shape, node.Budget) is not { First: null } common)
        {
            throw node.Node.Misshapen($"a slope of shape {DisplayText.Shape(slope.Shape)} does not broadcast to {DisplayText.Shape(z.Shape)}.");
        }

        node.Budget.Charge(z.Count);
        var slopes = new float[z.Count];
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = (float)slope.Bias[common.Second is null ? i : common.Second[i]];
        }

        return node.Activate(z, slopes);
    }

    /// <summary>z above the threshold, else 0, which jumps at every threshold but 0.</summary>
    public static AffineTensor ThresholdedRelu(NodeContext node)
    {
        float threshold = node.Attributes.Float("alpha", 1);
        return threshold == 0
            ? node.Activate(node.Input(0), 0)
            : throw node.Node.Unsupported(FormattableString.Invariant($"ThresholdedRelu with alpha = {threshold} jumps from 0 to {threshold}, so it is not continuous."), "Use Relu, which is ThresholdedRelu with alpha = 0.");
    }

    /// <summary>Bounds are attributes before version 11, then operands; either may be missing.</summary>
    public static AffineTensor Clip(NodeContext node)
    {
        bool areOperands = node.Opset >= 11;
        double low = areOperands ? Bound(node, 1, "min", double.NegativeInfinity) : node.Attributes.Float("min", float.MinValue);
        double high = areOperands ? Bound(node, 2, "max", double.PositiveInfinity) : node.Attributes.Float("max", float.MaxValue);
        return Clip(node, node.Input(0), low, high);
    }

    /// <summary>max(0, min(1, alpha · z + beta)).</summary>
    public static AffineTensor HardSigmoid(NodeContext node)
    {
        AffineTensor scaled = Arithmetic.Times(node, node.Input(0), node.Attributes.Float("alpha", 0.2f));
        return Clip(node, Plus(node, scaled, node.Attributes.Float("beta", 0.5f)), 0, 1);
    }

    /// <summary>0 where |z| is at most lambd, else z moved towards 0 by the bias, which is continuous if both are equal: z - clip(z).</summary>
    public static AffineTensor Shrink(NodeContext node)
    {
        float bias = node.Attributes.Float("bias", 0);
        float limit = node.Attributes.Float("lambd", 0.5f);
        AffineTensor z = node.Input(0);
        return bias == limit && limit >= 0
            ? Elementwise.Add(z, Clip(node, z, -limit, limit), -1, node.Budget)!
            : throw node.Node.Unsupported(FormattableString.Invariant($"Shrink with lambd = {limit} and bias = {bias} jumps, so it is not continuous."), "Use the same number for both.");
    }

    private static double Bound(NodeContext node, int index, string name, double otherwise) =>
        node.HasInput(index) ? node.Scalar(index, name) : otherwise;

    /// <summary>low + relu(z - low) - relu(z - high), without the part whose bound is no bound.</summary>
    private static AffineTensor Clip(NodeContext node, AffineTensor z, double low, double high)
    {
        if (!(low <= high))
        {
            throw node.Node.Malformed(FormattableString.Invariant($"its bounds {low} and {high} do not enclose an interval."));
        }

        // The largest float32 is what exporters write for no bound.
        bool isBoundedBelow = low > float.MinValue;
        bool isBoundedAbove = high < float.MaxValue;
        if (z.IsConstant)
        {
            return AffineTensor.Constant(z.Shape, Array.ConvertAll(z.Bias, v => Math.Min(Math.Max(v, low), high)), z.Kind);
        }

        if (isBoundedBelow && isBoundedAbove)
        {
            (AffineTensor first, AffineTensor second) = node.ActivateBoth(Plus(node, z, -low), Plus(node, z, -high));
            return Plus(node, Elementwise.Add(first, second, -1, node.Budget)!, low);
        }

        return isBoundedBelow ? Plus(node, node.Activate(Plus(node, z, -low), 0), low)
            : isBoundedAbove ? Elementwise.Add(z, node.Activate(Plus(node, z, -high), 0), -1, node.Budget)!
            : z;
    }

    private static AffineTensor Plus(NodeContext node, AffineTensor tensor, double constant) =>
        constant == 0 ? tensor : Elementwise.Add(tensor, AffineTensor.Constant([], [constant]), 1, node.Budget)!;
}
