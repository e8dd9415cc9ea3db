using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Stages whose weights are linearly dependent, and always-active neurons that repeat others (D8, D9, D19).</summary>
internal static class DependentRows
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        for (int l = 1; l <= evidence.StageCount; l++)
        {
            StageMatrix matrix = evidence.Matrix(l);
            FindRank(matrix, evidence, facts);
            if (l < evidence.StageCount)
            {
                FindAlwaysActive(matrix, evidence, facts);
            }
        }
    }

    private static void FindRank(StageMatrix matrix, NetworkEvidence evidence, FactList facts)
    {
        int least = Math.Min(matrix.Rows, matrix.Columns);
        if (least == 0 || (double)least * least * Math.Max(matrix.Rows, matrix.Columns) > 2.0 * evidence.Options.RankBudget)
        {
            return;
        }

        // Combinations of the shorter side show a lower rank directly; where they are hard to write down, those of the other side may not be.
        bool ofRows = matrix.Rows <= matrix.Columns;
        RankProof? proof = ProofOf(matrix, ofRows, evidence, out bool isFull);
        proof ??= isFull ? null : ProofOf(matrix, !ofRows, evidence, out _);
        if (proof is not null)
        {
            int rank = (proof.OfRows ? matrix.Rows : matrix.Columns) - proof.Vectors.Count;
            facts.Add(FactKinds.RankDeficientStage, matrix.Stage, evidence.ConditionOf(matrix),
                $"The {matrix.Rows} × {matrix.Columns} weights of stage {matrix.Stage} have rank {rank}, not {least}", proof);
        }
    }

    /// <summary>The proof that the rank is not full; null where it is, or where the proof is out of reach.</summary>
    private static RankProof? ProofOf(StageMatrix matrix, bool ofRows, NetworkEvidence evidence, out bool isIndependent)
    {
        FloatMatrix lines = ofRows ? matrix.Weights : matrix.Weights.Transposed();
        List<Dependence> found = ExactDependence.Find(lines, out isIndependent, evidence.Cancellation);
        if (lines.Rows - found.Count >= Math.Min(lines.Rows, lines.Columns))
        {
            return null;
        }

        return new RankProof(ofRows, found.ConvertAll(dependence => VectorOf(dependence, lines.Rows)));
    }

    private static BigInteger[] VectorOf(Dependence dependence, int length)
    {
        var vector = new BigInteger[length];
        vector[dependence.Row] = dependence.Denominator;
        for (int k = 0; k < dependence.Rows.Count; k++)
        {
            vector[dependence.Rows[k]] = -dependence.Numerators[k];
        }

        return vector;
    }

    private static void FindAlwaysActive(StageMatrix matrix, NetworkEvidence evidence, FactList facts)
    {
        var active = new List<int>();
        for (int i = 0; i < matrix.Rows; i++)
        {
            if (evidence.Status.Of(matrix.Stage, i).State == NeuronState.Active && !matrix.IsZero(i))
            {
                active.Add(i);
            }
        }

        if (active.Count == 0)
        {
            return;
        }

        foreach (Dependence dependence in ExactDependence.Find(matrix.Weights.Select(active), out _, evidence.Cancellation))
        {
            var neurons = new List<int> { active[dependence.Row] };
            foreach (int row in dependence.Rows)
            {
                neurons.Add(active[row]);
            }

            List<FactProof> proofs = neurons.ConvertAll(i => evidence.Status.Of(matrix.Stage, i).Proof!);
            facts.Add(FactKinds.DependentAlwaysActive, matrix.Stage, neurons, ConditionOf(matrix, neurons, evidence),
                $"Stage {matrix.Stage}, neuron {neurons[0]} is always active and its weights are a combination of those of {dependence.Rows.Count} other always-active neurons",
                new CombinationProof(dependence.Numerators, dependence.Denominator, proofs));
        }
    }

    private static FactCondition ConditionOf(StageMatrix matrix, List<int> neurons, NetworkEvidence evidence) =>
        !matrix.IsFolded && neurons.TrueForAll(i => evidence.Status.Of(matrix.Stage, i).Condition == FactCondition.Always)
            ? FactCondition.Always
            : FactCondition.Domain;
}
