using System;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Evaluation;

/// <summary>The network in double precision: the reference that float32 code is compared with.</summary>
public static class ReferenceForward
{
    /// <summary>Evaluates one input.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">One value an input.</param>
    /// <param name="output">Receives the outputs, before the link.</param>
    /// <param name="pattern">Receives the activation pattern: (hidden neurons + 63) / 64 words.</param>
    public static void Run(Network network, ReadOnlySpan<double> input, Span<double> output, Span<ulong> pattern)
    {
        var activations = new double[network.Stages.Count + 1][];
        activations[0] = input.Slice(0, network.InputCount).ToArray();
        pattern.Clear();
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            var result = activations[l] = new double[stage.Width];
            for (int i = 0; i < result.Length; i++)
            {
                double z = PreActivation(stage, i, activations);
                result[i] = z > 0 ? z : stage.IsRelu ? 0 : stage.Slopes[i] * z;
                if (z > 0)
                {
                    BitPattern.Set(pattern, network.FirstBitOf(l) + i);
                }
            }
        }

        for (int i = 0; i < network.OutputCount; i++)
        {
            output[i] = PreActivation(network.Output, i, activations);
        }
    }

    /// <summary>Applies <paramref name="link"/> to <paramref name="values"/> in place.</summary>
    public static void ApplyLink(Link link, Span<double> values)
    {
        switch (link)
        {
            case Link.Sigmoid:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = 1 / (1 + Math.Exp(-values[i]));
                }

                break;
            case Link.Tanh:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Math.Tanh(values[i]);
                }

                break;
            case Link.Softmax:
                Softmax(values);
                break;
        }
    }

    private static void Softmax(Span<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Exp(values[i] - largest);
            sum += values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= sum;
        }
    }

    private static double PreActivation(AffineStage stage, int neuron, double[][] activations)
    {
        double sum = stage.Bias[neuron];
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            double[] source = activations[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                sum += source[k] * row[k];
            }
        }

        return sum;
    }
}
