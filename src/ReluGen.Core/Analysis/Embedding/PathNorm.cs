using System;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Embedding;

/// <summary>
/// Norms of the path embedding without its paths: ‖Φ‖_q^q is the output, summed, of the network whose parameters are |θ|^q and which has no
/// activations, at an input of ones (design/math.md 3.1). Positive rescaling does not change them.
/// </summary>
public static class PathNorm
{
    /// <summary>‖Φ‖_1, exactly.</summary>
    /// <remarks>Cost: a multiplication of exact numbers for each weight; their digits grow by 24 a stage.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A weight is NaN or infinite.</exception>
    public static Dyadic Exact(Network network)
    {
        var values = new Dyadic[network.Stages.Count + 1][];
        values[0] = new Dyadic[network.InputCount];
        for (int j = 0; j < values[0].Length; j++)
        {
            values[0][j] = Dyadic.Of(1);
        }

        Dyadic norm = Dyadic.Zero;
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            bool isOutput = l > network.Stages.Count;
            AffineStage stage = isOutput ? network.Output : network.Stages[l - 1];
            var sums = new Dyadic[stage.Width];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = ExactSum(stage, i, values);
                norm = isOutput ? norm + sums[i] : norm;
            }

            if (!isOutput)
            {
                values[l] = sums;
            }
        }

        return norm;
    }

    /// <summary>‖Φ‖_q in float64: all terms are positive, so it is right to about one part in 10^15 for each weight of a neuron and stage; infinite beyond the range.</summary>
    /// <param name="network">The network.</param>
    /// <param name="q">The exponent, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is not positive or not finite.</exception>
    public static double Of(Network network, double q = 1)
    {
        if (!(q > 0) || double.IsInfinity(q))
        {
            throw new ArgumentOutOfRangeException(nameof(q), "The exponent of a norm must be positive and finite.");
        }

        var values = new double[network.Stages.Count + 1][];
        values[0] = new double[network.InputCount];
        for (int j = 0; j < values[0].Length; j++)
        {
            values[0][j] = 1;
        }

        double norm = 0;
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            bool isOutput = l > network.Stages.Count;
            AffineStage stage = isOutput ? network.Output : network.Stages[l - 1];
            var sums = new double[stage.Width];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = q == 1 ? AbsoluteSum(stage, i, values) : PowerSum(stage, i, values, q);
                norm = isOutput ? norm + sums[i] : norm;
            }

            if (!isOutput)
            {
                values[l] = sums;
            }
        }

        return q == 1 ? norm : Math.Pow(norm, 1 / q);
    }

    private static Dyadic ExactSum(AffineStage stage, int neuron, Dyadic[][] values)
    {
        Dyadic sum = Dyadic.Of(Math.Abs(stage.Bias[neuron]));
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            for (int k = 0; k < row.Length; k++)
            {
                sum += Dyadic.Of(Math.Abs(row[k])) * values[block.Source][k];
            }
        }

        return sum;
    }

    private static double AbsoluteSum(AffineStage stage, int neuron, double[][] values)
    {
        double sum = Math.Abs(stage.Bias[neuron]);
        foreach (WeightBlock block in stage.Blocks)
        {
            // The values are sums of sizes, so the sum of sizes is what is wanted; NaN is 0 · ∞, and then some sum before is beyond float64.
            RowSums.Products(block.Row(neuron), values[block.Source], out _, out double size);
            sum += double.IsNaN(size) ? SizeOfRead(block.Row(neuron), values[block.Source]) : size;
        }

        return sum;
    }

    /// <summary>Σ |w|·value over the weights that are not 0.</summary>
    private static double SizeOfRead(ReadOnlySpan<float> row, double[] source)
    {
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            sum += row[k] == 0 ? 0 : Math.Abs(row[k]) * source[k];
        }

        return sum;
    }

    private static double PowerSum(AffineStage stage, int neuron, double[][] values, double q)
    {
        double sum = Math.Pow(Math.Abs(stage.Bias[neuron]), q);
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            for (int k = 0; k < row.Length; k++)
            {
                sum += row[k] == 0 ? 0 : Math.Pow(Math.Abs(row[k]), q) * values[block.Source][k];
            }
        }

        return sum;
    }
}
