using System;
using System.Runtime.CompilerServices;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
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

    [MethodImpl(HotLoop.Options)]
    private static double IncomingNorm(AffineStage stage, int neuron)
    {
        // Two sums, so that one addition need not wait for the other.
        double even = 0;
        double odd = 0;
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            for (int k = 0; k < row.Length - 1; k += 2)
            {
                even += (double)row[k] * row[k];
                odd += (double)row[k + 1] * row[k + 1];
            }

            float last = row.Length % 2 == 0 ? 0 : row[row.Length - 1];
            even += (double)last * last;
        }

        return Math.Sqrt(even + odd);
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

    [MethodImpl(HotLoop.Options)]
    private static double AbsoluteSum(AffineStage stage, int neuron, double[][] values)
    {
        double sum = Math.Abs(stage.Bias[neuron]);
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            double[] source = values[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                sum += row[k] == 0 ? 0 : Math.Abs(row[k]) * source[k];
            }
        }

        return sum;
    }
}
