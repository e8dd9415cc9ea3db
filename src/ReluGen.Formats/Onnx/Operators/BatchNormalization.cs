using System;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>BatchNormalization at inference: (x - mean) / sqrt(variance + epsilon) · scale + offset, a channel (axis 1) at a time.</summary>
internal static class BatchNormalization
{
    public static AffineTensor Lower(NodeContext node)
    {
        RefuseTraining(node);
        AffineTensor x = node.Input(0);
        if (x.Rank < 2)
        {
            throw node.Node.Misshapen($"its input has the shape {DisplayText.Shape(x.Shape)}; expected a batch axis and a channel axis.");
        }

        int channels = x.Shape[1];
        double[] scale = Channel(node, 1, "scale", channels);
        double[] offset = Channel(node, 2, "offset", channels);
        double[] mean = Channel(node, 3, "mean", channels);
        double[] variance = Channel(node, 4, "variance", channels);
        double epsilon = node.Attributes.Float("epsilon", 1e-5f);
        double[] factors = node.Budget.Doubles(channels);
        double[] shifts = node.Budget.Doubles(channels);
        for (int i = 0; i < channels; i++)
        {
            if (!(variance[i] + epsilon > 0))
            {
                throw node.Node.Malformed($"the variance of channel {i} plus epsilon is not positive.");
            }

            factors[i] = scale[i] / Math.Sqrt(variance[i] + epsilon);
            shifts[i] = offset[i] - mean[i] * factors[i];
        }

        // One number a channel, repeated over the axes after the channel axis.
        var shape = new int[x.Rank - 1];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = i == 0 ? channels : 1;
        }

        AffineTensor scaled = Elementwise.Scale(x, AffineTensor.Constant(shape, factors), divide: false, node.Budget)!;
        return Elementwise.Add(scaled, AffineTensor.Constant(shape, shifts), 1, node.Budget)!;
    }

    private static double[] Channel(NodeContext node, int index, string name, int channels)
    {
        AffineTensor values = node.Constant(index, name);
        return values.Count == channels
            ? values.Bias
            : throw node.Node.Misshapen($"its {name} has {values.Count} numbers for {channels} channels.");
    }

    private static void RefuseTraining(NodeContext node)
    {
        if (node.Attributes.Flag("training_mode") || (node.Opset < 7 && !node.Attributes.Flag("is_test")))
        {
            throw node.Node.Unsupported("it is in training mode. Export the model in evaluation mode.");
        }

        if (!node.Attributes.Flag("spatial", otherwise: true))
        {
            throw node.Node.Unsupported("statistics for every element (spatial = 0) are not supported.");
        }
    }
}
