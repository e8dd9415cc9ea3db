using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Neurons whose incoming or outgoing weights are all 0 (D4, D5).</summary>
internal static class UnreadWeights
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            HiddenStage stage = evidence.Network.Stages[l - 1];
            StageMatrix matrix = evidence.Matrix(l);
            for (int i = 0; i < stage.Width; i++)
            {
                if (matrix.IsZero(i))
                {
                    double bias = matrix.Bias(i).ToDouble();
                    facts.Add(FactKinds.ZeroIncomingWeights, l, i, evidence.ConditionOf(matrix),
                        $"Stage {l}, neuron {i} reads nothing: its activation is always {(bias > 0 ? bias : stage.Slopes[i] * bias):G6}", InspectionProof.Instance);
                }

                if (!evidence.Outgoing(l).IsRead(i))
                {
                    facts.Add(FactKinds.ZeroOutgoingWeights, l, i, FactCondition.Always,
                        $"All outgoing weights of stage {l}, neuron {i} are 0", InspectionProof.Instance);
                }
            }
        }
    }
}
