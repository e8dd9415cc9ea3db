using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Facts about what depends on what.</summary>
internal sealed class InfluenceChecks(Network network, InputBox box, StateChecks states)
{
    public bool IsUnused(Fact fact)
    {
        int feature = fact.Neurons[0];
        if (fact.Stage != 0)
        {
            return false;
        }

        if (fact.Proof is RegionProof table)
        {
            return IsWhole(fact, table, out IReadOnlyList<RegionForms>? list)
                && list!.All(region => Enumerable.Range(0, network.OutputCount).All(o => region.IsFree(network.Stages.Count + 1, o, feature)));
        }

        // Forward: the feature taints what reads it, except what is constant.
        return DeadOf(fact) is { } dead && !Tainted(fact, dead, (source, element) => source == 0 && element == feature)[network.Stages.Count + 1].Any(static value => value);
    }

    public bool IsConstant(Fact fact)
    {
        if (fact.Stage != network.Stages.Count + 1)
        {
            return false;
        }

        if (fact.Proof is RegionProof table)
        {
            return IsWhole(fact, table, out IReadOnlyList<RegionForms>? list) && list!.All(region => region.IsConstant(fact.Stage, fact.Neurons[0]));
        }

        return DeadOf(fact) is { } dead
            && !Tainted(fact, dead, (source, element) => source == 0 && !(fact.Condition == FactCondition.Domain && box.Lower[element] == box.Upper[element]))[fact.Stage][fact.Neurons[0]];
    }

    /// <summary>What may change when the given elements do.</summary>
    private bool[][] Tainted(Fact fact, HashSet<(int, int)> dead, System.Func<int, int, bool> isSource)
    {
        var tainted = new bool[network.Stages.Count + 2][];
        tainted[0] = [.. Enumerable.Range(0, network.InputCount).Select(j => isSource(0, j))];
        bool[][] varying = Varying(fact, dead);
        for (int l = 1; l < tainted.Length; l++)
        {
            tainted[l] = Reading(l, tainted, (stage, neuron) => varying[stage][neuron]);
        }

        return tainted;
    }

    /// <summary>What may have more than one value.</summary>
    private bool[][] Varying(Fact fact, HashSet<(int, int)> dead)
    {
        var varying = new bool[network.Stages.Count + 2][];
        varying[0] = [.. Enumerable.Range(0, network.InputCount).Select(j => !(fact.Condition == FactCondition.Domain && box.Lower[j] == box.Upper[j]))];
        for (int l = 1; l < varying.Length; l++)
        {
            varying[l] = Reading(l, varying, (stage, neuron) => !dead.Contains((stage, neuron)));
        }

        return varying;
    }

    private bool[] Reading(int stage, bool[][] marked, System.Func<int, int, bool> passes) =>
        [.. Enumerable.Range(0, CheckedRow.WidthOf(network, stage)).Select(i =>
            passes(stage, i) && CheckedRow.Of(network, stage, i, null).Weights.Keys.Any(key => marked[key.Source][key.Element]))];

    /// <summary>The neurons of the proof, if all are dead under the fact's condition and pass nothing on; else null.</summary>
    private HashSet<(int, int)>? DeadOf(Fact fact)
    {
        if (fact.Proof is not InfluenceProof proof)
        {
            return null;
        }

        bool hold = proof.Dead.All(part => part.Kind == FactKinds.DeadNeuron && part.Condition <= fact.Condition
            && network.Stages[part.Stage - 1].Slopes[part.Neurons[0]] == 0 && states.IsDead(part));
        return hold ? [.. proof.Dead.Select(static part => (part.Stage, part.Neurons[0]))] : null;
    }

    private bool IsWhole(Fact fact, RegionProof table, out IReadOnlyList<RegionForms>? list)
    {
        list = fact.Condition == FactCondition.Domain && table.StageCount == network.Stages.Count ? states.Regions.Regions(table) : null;
        return list is not null;
    }
}
