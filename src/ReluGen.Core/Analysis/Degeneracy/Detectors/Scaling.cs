using System;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Embedding;
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

        double norm = PathNorm.Of(evidence.Network);
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
}
