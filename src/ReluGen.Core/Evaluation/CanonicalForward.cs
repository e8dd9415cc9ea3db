using System;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Evaluation;

/// <summary>
/// The network in float32, operation by operation as the generated code computes it (order C0: start from the bias, then multiply, round,
/// add, round, sources ascending and k ascending; or C1: the same with one rounding a product), so that outputs and patterns have the same bits.
/// </summary>
/// <remarks>Not thread-safe: one instance holds the activations of one evaluation.</remarks>
public sealed class CanonicalForward
{
    /// <summary>Neurons whose sums run side by side, so that none waits for its own last addition.</summary>
    private const int Tile = 4;

    private readonly Network network;
    private readonly bool skipsZeros;
    private readonly float[][] activations;
    private readonly int[][] nonZeros;
    private readonly int[] nonZeroCounts;

    private readonly bool isFused;

    /// <summary>Prepares buffers for <paramref name="network"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="isFused">True for order C1.</param>
    public CanonicalForward(Network network, bool isFused = false)
    {
        this.network = network;
        this.isFused = isFused;
        skipsZeros = NonFiniteWeights.First(network) is null;
        activations = new float[network.Stages.Count + 1][];
        nonZeros = new int[activations.Length][];
        nonZeroCounts = new int[activations.Length];
        for (int source = 0; source < activations.Length; source++)
        {
            activations[source] = new float[network.WidthOf(source)];
            nonZeros[source] = new int[network.WidthOf(source)];
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

        ListNonZeros(0);
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            float[] z = activations[l];
            Sum(stage, z);
            int firstBit = network.FirstBitOf(l);
            for (int i = 0; i < z.Length; i++)
            {
                finite &= IsFinite(z[i]);
                if (z[i] > 0)
                {
                    BitPattern.Set(pattern, firstBit + i);
                }
                else
                {
                    z[i] = stage.IsRelu ? 0 : stage.Slopes[i] * z[i];
                }
            }

            ListNonZeros(l);
        }

        Sum(network.Output, output);
        for (int i = 0; i < network.OutputCount; i++)
        {
            // A fused product that underflows can leave -0, and a zero that is added later or left out would decide whether it stays.
            output[i] += 0f;
            finite &= IsFinite(output[i]);
        }

        if (!finite)
        {
            output.Slice(0, network.OutputCount).Fill(float.NaN);
            pattern.Clear();
        }
    }

    /// <summary>
    /// The elements of a source that products are taken with. A product with 0 is ±0 unless the weight is not finite, and in order C0 no
    /// partial sum is ever −0, so that leaving it out changes no bit. In C1 it may change the sign of a zero, which activations and outputs drop.
    /// </summary>
    private void ListNonZeros(int source)
    {
        float[] values = activations[source];
        int count = 0;
        for (int k = 0; k < values.Length; k++)
        {
            nonZeros[source][count] = k;
            count += skipsZeros && values[k] == 0 ? 0 : 1;
        }

        nonZeroCounts[source] = count;
    }

    private void Sum(AffineStage stage, Span<float> sums)
    {
        for (int i = 0; i < stage.Width; i++)
        {
            // + 0 turns a bias of -0 into +0, which no later sum turns back.
            sums[i] = stage.Bias[i] + 0f;
        }

        // Not foreach: it would allocate an enumerator a stage.
        for (int b = 0; b < stage.Blocks.Count; b++)
        {
            WeightBlock block = stage.Blocks[b];
            int i = 0;
            for (; isFused && i < block.Rows; i++)
            {
                FuseRow(block, i, ref sums[i]);
            }

            for (; i + Tile <= block.Rows; i += Tile)
            {
                AddTile(block, i, sums.Slice(i, Tile));
            }

            for (; i < block.Rows; i++)
            {
                AddRow(block, i, ref sums[i]);
            }
        }
    }

    private void AddRow(WeightBlock block, int neuron, ref float sum)
    {
        ReadOnlySpan<float> row = block.Row(neuron);
        float[] source = activations[block.Source];
        foreach (int k in nonZeros[block.Source].AsSpan(0, nonZeroCounts[block.Source]))
        {
            sum = (float)(sum + (float)(source[k] * row[k]));
        }
    }

    private void FuseRow(WeightBlock block, int neuron, ref float sum)
    {
        ReadOnlySpan<float> row = block.Row(neuron);
        float[] source = activations[block.Source];
        foreach (int k in nonZeros[block.Source].AsSpan(0, nonZeroCounts[block.Source]))
        {
            sum = FusedSingle.MultiplyAdd(source[k], row[k], sum);
        }
    }

    private void AddTile(WeightBlock block, int first, Span<float> sums)
    {
        ReadOnlySpan<float> row0 = block.Row(first), row1 = block.Row(first + 1), row2 = block.Row(first + 2), row3 = block.Row(first + 3);
        float sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
        float[] source = activations[block.Source];
        foreach (int k in nonZeros[block.Source].AsSpan(0, nonZeroCounts[block.Source]))
        {
            float x = source[k];
            sum0 = (float)(sum0 + (float)(x * row0[k]));
            sum1 = (float)(sum1 + (float)(x * row1[k]));
            sum2 = (float)(sum2 + (float)(x * row2[k]));
            sum3 = (float)(sum3 + (float)(x * row3[k]));
        }

        (sums[0], sums[1], sums[2], sums[3]) = (sum0, sum1, sum2, sum3);
    }

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);
}
