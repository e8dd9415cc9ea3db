using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>
/// Sets of neurons of a shallow ReLU network whose outgoing times incoming weights sum to 0: turning them all around and adding an
/// affine function, which is then constant, gives the same function (D28, math.md 3.5 c).
/// </summary>
internal static class FlipSets
{
    /// <summary>More take longer than a build should.</summary>
    private const int MostNeurons = 32;

    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        Network network = evidence.Network;
        if (network.Stages.Count != 1 || !network.Stages[0].IsRelu || !ReadsOnly(network.Output, 1))
        {
            return;
        }

        List<int> neurons = Candidates(evidence);
        if (neurons.Count is > 1 and <= MostNeurons && FlipSetSearch.Find(network, neurons, evidence.Cancellation) is { } set)
        {
            facts.Add(FactKinds.FlipSet, 1, set, FactCondition.Always,
                $"The products of outgoing and incoming weights of {set.Count} neurons of stage 1 sum to 0, so they can change sides together", new FlipProof());
        }
    }

    /// <summary>Neurons that are there at all; the others are facts of their own.</summary>
    private static List<int> Candidates(NetworkEvidence evidence)
    {
        var neurons = new List<int>();
        for (int i = 0; i < evidence.Network.Stages[0].Width; i++)
        {
            if (!evidence.Matrix(1).IsZero(i) && evidence.Outgoing(1).IsRead(i))
            {
                neurons.Add(i);
            }
        }

        return neurons;
    }

    private static bool ReadsOnly(AffineStage stage, int source) => stage.Blocks.Count == 1 && stage.Blocks[0].Source == source;
}
