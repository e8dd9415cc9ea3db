using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Neurons with collinear weights: twins, opposite twins, parallel hyperplanes, and twins among the outputs (D12, D13, D14, D31).</summary>
internal static class CollinearRows
{
    /// <summary>In groups up to this size every pair is a fact; in larger ones each neuron is paired with the first of its group.</summary>
    private const int MostForAllPairs = 64;

    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        for (int l = 1; l <= evidence.StageCount; l++)
        {
            StageMatrix matrix = evidence.Matrix(l);
            foreach (List<int> group in RowDirections.Groups(matrix.Weights))
            {
                int ends = group.Count <= MostForAllPairs ? group.Count : 1;
                for (int a = 0; a < ends; a++)
                {
                    for (int b = a + 1; b < group.Count; b++)
                    {
                        Add(matrix, group[a], group[b], evidence, facts);
                    }
                }
            }
        }
    }

    private static void Add(StageMatrix matrix, int first, int second, NetworkEvidence evidence, FactList facts)
    {
        int column = matrix.Weights.FirstNonZero(first);
        float left = matrix.Weights.Row(first)[column];
        float right = matrix.Weights.Row(second)[column];
        Ratio ratio = Ratio.Of(right, left);
        var proof = new FactorProof(ratio.Numerator, ratio.Denominator);
        bool sameBias = matrix.Bias(first) * Dyadic.Of(right) == matrix.Bias(second) * Dyadic.Of(left);
        FactKind kind = KindOf(matrix, first, second, sameBias, ratio.Numerator.Sign > 0);
        if (matrix.Stage < evidence.StageCount || ReferenceEquals(kind, FactKinds.OutputTwins))
        {
            string what = sameBias ? "weights and bias" : "weights";
            facts.Add(kind, matrix.Stage, [first, second], evidence.ConditionOf(matrix),
                $"Stage {matrix.Stage}: the {what} of neuron {second} are {proof.Factor} times those of neuron {first}", proof);
        }
    }

    private static FactKind KindOf(StageMatrix matrix, int first, int second, bool sameBias, bool sameSign)
    {
        if (matrix.Slopes.Length == 0)
        {
            return sameBias ? FactKinds.OutputTwins : FactKinds.ParallelHyperplanes;
        }

        // Neurons that bend by other slopes are not multiples of each other, although their hyperplanes are the same.
        bool sameSlopes = matrix.Slopes[first] == matrix.Slopes[second];
        return !sameBias || (sameSign && !sameSlopes) ? FactKinds.ParallelHyperplanes
            : sameSign ? FactKinds.TwinNeurons
            : FactKinds.OppositeTwinNeurons;
    }
}
