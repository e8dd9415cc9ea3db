using System;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Stages that hand on activations of a ReLU stage: each neuron reads one of them with a positive weight and no bias (D30).</summary>
internal static class RedundantStages
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        Network network = evidence.Network;
        for (int l = 2; l <= network.Stages.Count; l++)
        {
            if (IsRedundant(network, network.Stages[l - 1]))
            {
                facts.Add(FactKinds.RedundantStage, l, FactCondition.Always,
                    $"Every neuron of stage {l} hands on one activation of a ReLU stage, which the stage leaves as it is", InspectionProof.Instance);
            }
        }
    }

    private static bool IsRedundant(Network network, HiddenStage stage)
    {
        for (int i = 0; i < stage.Width; i++)
        {
            int positive = 0;
            bool other = stage.Bias[i] != 0;
            foreach (WeightBlock block in stage.Blocks)
            {
                ReadOnlySpan<float> row = block.Row(i);
                for (int k = 0; k < row.Length; k++)
                {
                    bool isRelu = block.Source > 0 && network.Stages[block.Source - 1].Slopes[k] == 0;
                    positive += row[k] > 0 && isRelu ? 1 : 0;
                    other |= row[k] != 0 && !(row[k] > 0 && isRelu);
                }
            }

            if (other || positive != 1)
            {
                return false;
            }
        }

        return true;
    }
}
