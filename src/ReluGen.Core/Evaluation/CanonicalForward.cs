using System;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Evaluation;

/// <summary>
/// The network in float32, operation by operation as the generated code computes it (canonical order C0: start from the bias, then
/// multiply, round, add, round, sources ascending and k ascending), so that outputs and patterns have the same bits.
/// </summary>
/// <remarks>Not thread-safe: one instance holds the activations of one evaluation.</remarks>
public sealed class CanonicalForward
{
    private readonly Network network;
    private readonly float[][] activations;

    /// <summary>Prepares buffers for <paramref name="network"/>.</summary>
    public CanonicalForward(Network network)
    {
        this.network = network;
        activations = new float[network.Stages.Count + 1][];
        for (int source = 0; source < activations.Length; source++)
        {
            activations[source] = new float[network.WidthOf(source)];
        }
    }

    /// <summary>Evaluates one input.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">One value an input.</param>
    /// <param name="output">Receives the outputs, before the link.</param>
    /// <param name="pattern">Receives the activation pattern: (hidden neurons + 63) / 64 words.</param>
    public static void Run(Network network, ReadOnlySpan<float> input, Span<float> output, Span<ulong> pattern) =>
        new CanonicalForward(network).Run(input, output, pattern);

    /// <summary>Evaluates one input; see <see cref="Run(Network, ReadOnlySpan{float}, Span{float}, Span{ulong})"/>.</summary>
    /// <remarks>If any input, pre-activation or output is not finite, every output is NaN and the pattern is all zero.</remarks>
    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<ulong> pattern)
    {
        input.Slice(0, network.InputCount).CopyTo(activations[0]);
        pattern.Clear();
        bool finite = true;
        foreach (float value in activations[0])
        {
            finite &= IsFinite(value);
        }

        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            float[] result = activations[l];
            int firstBit = network.FirstBitOf(l);
            for (int i = 0; i < result.Length; i++)
            {
                float z = PreActivation(stage, i);
                finite &= IsFinite(z);
                bool active = z > 0;
                result[i] = active ? z : stage.IsRelu ? 0 : stage.Slopes[i] * z;
                if (active)
                {
                    BitPattern.Set(pattern, firstBit + i);
                }
            }
        }

        for (int i = 0; i < network.OutputCount; i++)
        {
            output[i] = PreActivation(network.Output, i);
            finite &= IsFinite(output[i]);
        }

        if (!finite)
        {
            output.Slice(0, network.OutputCount).Fill(float.NaN);
            pattern.Clear();
        }
    }

    private float PreActivation(AffineStage stage, int neuron)
    {
        // + 0 turns a bias of -0 into +0; then no partial sum is ever -0, and zero terms may be skipped without changing a bit.
        float sum = stage.Bias[neuron] + 0f;
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            float[] source = activations[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                float product = (float)(source[k] * row[k]);
                sum = (float)(sum + product);
            }
        }

        return sum;
    }

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);
}
