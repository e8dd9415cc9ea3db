using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Neurons that are dead or always active, and stages in which all are (D3, D6, D7, D10).</summary>
internal static class StableNeurons
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            List<Fact> stable = FindIn(evidence, l, facts);
            if (stable.Count == evidence.Network.Stages[l - 1].Width)
            {
                AddStage(evidence.Network.Stages[l - 1], l, stable, facts);
            }
        }
    }

    private static List<Fact> FindIn(NetworkEvidence evidence, int stage, FactList facts)
    {
        for (int i = 0; i < evidence.Network.Stages[stage - 1].Width; i++)
        {
            NeuronStatus status = evidence.Status.Of(stage, i);
            string where = status.Condition == FactCondition.Always ? "for any input" : "on the domain";
            if (status.State == NeuronState.Dead)
            {
                facts.Add(FactKinds.DeadNeuron, stage, i, status.Condition, $"Stage {stage}, neuron {i} is never active {where}", status.Proof!);
            }
            else if (status.State == NeuronState.Active)
            {
                facts.Add(FactKinds.AlwaysActiveNeuron, stage, i, status.Condition, $"Stage {stage}, neuron {i} is always active {where}", status.Proof!);
            }
        }

        return [.. facts.Of(FactKinds.DeadNeuron, stage), .. facts.Of(FactKinds.AlwaysActiveNeuron, stage)];
    }

    private static void AddStage(HiddenStage stage, int number, List<Fact> stable, FactList facts)
    {
        stable.Sort(static (left, right) => left.Neurons[0].CompareTo(right.Neurons[0]));
        FactCondition condition = stable.TrueForAll(static fact => fact.Condition == FactCondition.Always) ? FactCondition.Always : FactCondition.Domain;
        var proof = new StageProof(stable);
        bool isOff = stage.IsRelu && stable.TrueForAll(static fact => ReferenceEquals(fact.Kind, FactKinds.DeadNeuron));
        if (isOff)
        {
            facts.Add(FactKinds.StageOff, number, condition, $"No neuron of stage {number} is ever active, so nothing passes it", proof);
        }
        else
        {
            facts.Add(FactKinds.AffineStage, number, condition, $"Every neuron of stage {number} is always on one side, so the stage is affine", proof);
        }
    }
}
