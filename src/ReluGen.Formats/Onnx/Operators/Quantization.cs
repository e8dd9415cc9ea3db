using System;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>DequantizeLinear of constant weights, which gives real numbers, and QuantizeLinear of constants, which rounds them as its output type does.</summary>
internal static class Quantization
{
    /// <summary>(x - zero point) · scale, in double; both are one number, one an index of an axis, or one a block along it.</summary>
    public static AffineTensor Dequantize(NodeContext node)
    {
        AffineTensor x = node.Input(0);
        Parameters parameters = ParametersOf(node, x);
        if (!x.IsConstant)
        {
            throw RefuseActivations(node);
        }

        double[] values = node.Budget.Doubles(x.Count);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (x.Bias[i] - parameters.Zero(i)) * parameters.Scale(i);
        }

        node.NoteQuantized();
        return AffineTensor.Constant(x.Shape, values);
    }

    /// <summary>round(x / scale) + zero point, half-way numbers to even, within the range of the zero point's type.</summary>
    public static AffineTensor Quantize(NodeContext node)
    {
        AffineTensor x = node.Input(0);
        if (!x.IsConstant)
        {
            throw RefuseActivations(node);
        }

        Parameters parameters = ParametersOf(node, x);
        (double least, double most) = RangeOf(node);
        double[] values = node.Budget.Doubles(x.Count);
        for (int i = 0; i < values.Length; i++)
        {
            double rounded = Math.Round(x.Bias[i] / parameters.Scale(i), MidpointRounding.ToEven) + parameters.Zero(i);
            values[i] = Math.Min(Math.Max(rounded, least), most);
        }

        return AffineTensor.Constant(x.Shape, values, ElementKind.Integer);
    }

    /// <summary>The numbers of the output's type: that of the zero point, else that of output_dtype, else uint8.</summary>
    private static (double Least, double Most) RangeOf(NodeContext node)
    {
        long named = node.Attributes.Int("output_dtype", 0);
        (double Least, double Most)? asked = named == 0 ? null : ElementTypes.Range((ElementType)named)
            ?? throw node.Node.Unsupported(FormattableString.Invariant($"output_dtype {named} is not a type of whole numbers that is supported."), "Quantise to int8, uint8, int16 or uint16.");
        if (!node.HasInput(2))
        {
            return asked ?? (0, 255);
        }

        (double Least, double Most) own = node.Input(2).Range
            ?? throw node.Node.Unsupported("the type of its zero point is not known.", "Give the zero point as an initialiser of int8 or uint8.");
        return asked is null || asked == own ? own : throw node.Node.Unsupported("output_dtype is another type than the zero point's.", "Leave output_dtype out.");
    }

    private static Refusal RefuseActivations(NodeContext node) =>
        node.Node.Unsupported("quantised activations are rounded to a few steps, so they are not continuous.", "Export the float model, or quantise weights only.");

    private static Parameters ParametersOf(NodeContext node, AffineTensor x)
    {
        AffineTensor scale = node.Constant(1, "scale");
        AffineTensor? zero = node.HasInput(2) ? node.Constant(2, "zero point") : null;
        int[]? map = null;
        if (scale.Count != 1)
        {
            int axis = Axes.Resolve(node, node.Attributes.Int("axis", 1), x.Rank, last: x.Rank - 1);
            int block = (int)Math.Max(1, Math.Min(int.MaxValue, node.Attributes.Int("block_size", 0)));
            int[][] places = AxisMap.StraightOf(scale.Rank == x.Rank ? scale.Shape : Along(x, axis, scale.Count), node.Budget);
            for (int a = 0; a < places.Length; a++)
            {
                int[] own = places[a];
                int divisor = a == axis ? block : 1;
                bool fits = own.Length == 1 || own.Length == (x.Shape[a] + divisor - 1) / divisor;
                places[a] = fits ? AxisMap.Straight(x.Shape[a], 1) : throw Unfit(node, scale, x);
                places[a] = Array.ConvertAll(places[a], i => own.Length == 1 ? 0 : own[i / divisor]);
            }

            map = AxisMap.Combine(places, node.Budget);
        }

        return zero is null || zero.Count == scale.Count ? new Parameters(scale.Bias, zero?.Bias, map) : throw Unfit(node, zero, x);
    }

    private static int[] Along(AffineTensor x, int axis, int count)
    {
        var shape = new int[x.Rank];
        for (int a = 0; a < shape.Length; a++)
        {
            shape[a] = a == axis ? count : 1;
        }

        return shape;
    }

    private static Core.Diagnostics.InputException Unfit(NodeContext node, AffineTensor parameter, AffineTensor x) =>
        node.Node.Misshapen($"scales or zero points of shape {DisplayText.Shape(parameter.Shape)} do not fit a tensor of shape {DisplayText.Shape(x.Shape)}.");

    /// <summary>The scale and the zero point of each element; a map of null: one for all.</summary>
    private sealed record Parameters(double[] Scales, double[]? Zeros, int[]? Map)
    {
        public double Scale(int i) => Scales[Map?[i] ?? 0];

        public double Zero(int i) => Zeros?[Map?[i] ?? 0] ?? 0;
    }
}
