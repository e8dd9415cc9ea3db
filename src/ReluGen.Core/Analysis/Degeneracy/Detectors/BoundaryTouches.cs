using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Neurons that read only inputs and whose hyperplane meets the box in its boundary only (D16).</summary>
internal static class BoundaryTouches
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        if (!evidence.Box.IsBounded)
        {
            return;
        }

        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            StageMatrix matrix = evidence.Matrix(l);
            bool readsInputs = matrix.Columns > 0 && matrix.Sources[matrix.Columns - 1].Source == 0;
            for (int i = 0; i < matrix.Rows && readsInputs; i++)
            {
                NeuronStatus status = evidence.Status.Of(l, i);
                if (status.State != NeuronState.Open && !matrix.IsZero(i) && ExtremeOf(matrix, i, evidence, status.State == NeuronState.Dead).Sign == 0)
                {
                    facts.Add(FactKinds.HyperplaneTouchesBoundary, l, i, FactCondition.Domain,
                        $"The hyperplane of stage {l}, neuron {i} meets the domain in its boundary only", InspectionProof.Instance);
                }
            }
        }
    }

    /// <summary>The largest, or else the least, pre-activation over the box, exactly.</summary>
    private static Dyadic ExtremeOf(StageMatrix matrix, int neuron, NetworkEvidence evidence, bool largest)
    {
        Dyadic sum = matrix.Bias(neuron);
        System.ReadOnlySpan<float> row = matrix.Weights.Row(neuron);
        for (int k = 0; k < row.Length; k++)
        {
            if (row[k] != 0)
            {
                int feature = matrix.Sources[k].Element;
                sum += Dyadic.Of(row[k]) * Dyadic.Of(row[k] > 0 == largest ? evidence.Box.Upper[feature] : evidence.Box.Lower[feature]);
            }
        }

        return sum;
    }
}
