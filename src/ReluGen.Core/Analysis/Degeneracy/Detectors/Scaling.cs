using System;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Neurons of one stage that are scaled very differently, and products of weights beyond float32 (D24, D25).</summary>
internal static class Scaling
{
    /// <summary>A spread of norms beyond this is worth a word: float32 has 24 bits.</summary>
    private const double MostSpread = 1 << 20;

    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            double spread = SpreadOf(evidence, l);
            if (spread > MostSpread)
            {
                facts.Add(FactKinds.BadScaling, l, FactCondition.Always,
                    $"The norms of incoming over outgoing weights differ by a factor of {spread:G3} in stage {l}", InspectionProof.Instance);
            }
        }

        double norm = PathNorm(evidence.Network);
        if (norm > float.MaxValue)
        {
            facts.Add(FactKinds.HugePathNorm, 0, FactCondition.Always,
                $"The products of weights along all paths sum to {norm:G3}, beyond float32", InspectionProof.Instance);
        }
    }

    /// <summary>Largest over least ratio of the norms of incoming and outgoing weights, over the neurons that have both.</summary>
    private static double SpreadOf(NetworkEvidence evidence, int stage)
    {
        HiddenStage self = evidence.Network.Stages[stage - 1];
        double least = double.PositiveInfinity;
        double largest = 0;
        for (int i = 0; i < self.Width; i++)
        {
            double incoming = IncomingNorm(self, i);
            double outgoing = evidence.Outgoing(stage).NormOf(i);
            if (incoming > 0 && outgoing > 0)
            {
                least = Math.Min(least, incoming / outgoing);
                largest = Math.Max(largest, incoming / outgoing);
            }
        }

        return largest / least;
    }

    private static double IncomingNorm(AffineStage stage, int neuron)
    {
        double squares = 0;
        foreach (WeightBlock block in stage.Blocks)
        {
            squares += RowSums.Squares(block.Row(neuron));
        }

        return Math.Sqrt(squares);
    }

    /// <summary>The path norm (math.md 3.1): the network with absolute values of its parameters and without ReLUs, at an input of ones.</summary>
    private static double PathNorm(Network network)
    {
        var values = new double[network.Stages.Count + 1][];
        values[0] = new double[network.InputCount];
        for (int j = 0; j < values[0].Length; j++)
        {
            values[0][j] = 1;
        }

        double norm = 0;
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage stage = StageMatrix.StageOf(network, l);
            var sums = new double[stage.Width];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = AbsoluteSum(stage, i, values);
                norm = l > network.Stages.Count ? norm + sums[i] : norm;
            }

            if (l <= network.Stages.Count)
            {
                values[l] = sums;
            }
        }

        return norm;
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
}
