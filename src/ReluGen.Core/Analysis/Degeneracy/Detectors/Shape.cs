using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Stages that are narrower than the input or wider than what they read, and features that the domain fixes (D20, D22, D23).</summary>
internal static class Shape
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        int varying = 0;
        for (int j = 0; j < evidence.Box.Count; j++)
        {
            varying += evidence.Box.IsFixed(j) ? 0 : 1;
            if (evidence.Box.IsFixed(j))
            {
                facts.Add(FactKinds.ConstantInput, 0, j, FactCondition.Domain,
                    $"Input {j} ({evidence.Network.Inputs[j].Name}) is always {evidence.Box.Lower[j]:R} on the domain", InspectionProof.Instance);
            }
        }

        FactCondition condition = varying < evidence.Box.Count ? FactCondition.Domain : FactCondition.Always;
        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            StageMatrix matrix = evidence.Matrix(l);
            if (matrix.Rows < varying)
            {
                facts.Add(FactKinds.Bottleneck, l, condition,
                    $"Stage {l} has {matrix.Rows} neurons, fewer than the {varying} inputs", InspectionProof.Instance);
            }

            if (matrix.Rows > matrix.Columns)
            {
                facts.Add(FactKinds.WideningStage, l, evidence.ConditionOf(matrix),
                    $"Stage {l} has {matrix.Rows} neurons and reads {matrix.Columns} values", InspectionProof.Instance);
            }
        }
    }
}
