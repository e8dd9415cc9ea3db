using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Facts about the signs of pre-activations.</summary>
internal sealed class StateChecks
{
    private readonly Network network;
    private readonly InputBox box;
    private readonly IntervalChecker everywhere;
    private readonly IntervalChecker onDomain;
    private readonly RegionChecker regions;
    private readonly CheckedNetwork? exact;
    private readonly Dictionary<BoundsAnalysis, RelaxationChecker> relaxations = [];

    public StateChecks(Network network, InputBox box)
    {
        this.network = network;
        this.box = box;
        everywhere = new IntervalChecker(network, InputBox.Everything(network.InputCount));
        onDomain = new IntervalChecker(network, box);
        regions = new RegionChecker(network, box);
        exact = NonFiniteWeights.First(network) is null ? new CheckedNetwork(network) : null;
    }

    /// <summary>What certificates prove.</summary>
    public RegionChecker Regions => regions;

    public bool IsDead(Fact fact) => fact.Neurons.Count == 1 && IsDead(fact.Stage, fact.Neurons[0], fact.Condition, fact.Proof);

    public bool IsActive(Fact fact) => fact.Neurons.Count == 1 && IsActive(fact.Stage, fact.Neurons[0], fact.Condition, fact.Proof);

    /// <summary>True if the proof shows that the neuron is never positive.</summary>
    public bool IsDead(int stage, int neuron, FactCondition condition, FactProof proof) => proof is RegionProof table
        ? condition == FactCondition.Domain && stage <= table.StageCount
            && regions.Regions(table) is { } list && list.All(region => !region.Bit(stage, neuron))
        : RangeOf(stage, neuron, condition, proof) is { } range && range.IsAtMost(Dyadic.Zero);

    /// <summary>True if the proof shows that the neuron is never negative, and positive somewhere.</summary>
    public bool IsActive(int stage, int neuron, FactCondition condition, FactProof proof)
    {
        if (proof is RegionProof table)
        {
            return condition == FactCondition.Domain && stage <= table.StageCount && regions.Regions(table) is { } list
                && list.All(region => region.Bit(stage, neuron) || region.IsZero(stage, neuron))
                && list.Any(region => region.Bit(stage, neuron));
        }

        return RangeOf(stage, neuron, condition, proof) is { } range && range.IsAtLeast(Dyadic.Zero)
            && (range.Lower!.Value.Sign > 0 || IsPositiveAt(stage, neuron, condition, WitnessOf(proof)));
    }

    public bool IsAffine(Fact fact) => PartsHold(fact) is { } parts
        && !(network.Stages[fact.Stage - 1].IsRelu && parts.All(static part => part.Kind == FactKinds.DeadNeuron));

    public bool IsOff(Fact fact) => PartsHold(fact) is { } parts
        && network.Stages[fact.Stage - 1].IsRelu && parts.All(static part => part.Kind == FactKinds.DeadNeuron);

    public bool IsSomewhereZero(Fact fact) => fact.Proof is RegionProof table && fact.Condition == FactCondition.Domain && fact.Stage <= table.StageCount
        && regions.Regions(table) is { } list
        && list.Any(region => !region.Bit(fact.Stage, fact.Neurons[0]) && region.IsZero(fact.Stage, fact.Neurons[0]));

    public bool AreProportional(Fact fact)
    {
        if (fact.Proof is not RegionFactorProof proof || fact.Condition != FactCondition.Domain || fact.Neurons.Count != 2
            || fact.Stage > proof.Regions.StageCount || proof.Factor.Numerator.Sign <= 0 || proof.Factor.Denominator.Sign <= 0)
        {
            return false;
        }

        float slope = network.Stages[fact.Stage - 1].Slopes[fact.Neurons[0]];
        return slope == network.Stages[fact.Stage - 1].Slopes[fact.Neurons[1]]
            && regions.Regions(proof.Regions) is { } list
            && list.All(region => region.Bit(fact.Stage, fact.Neurons[0]) == region.Bit(fact.Stage, fact.Neurons[1])
                && ((slope == 0 && !region.Bit(fact.Stage, fact.Neurons[0]))
                    || region.IsMultiple(fact.Stage, fact.Neurons[0], fact.Neurons[1], proof.Factor.Numerator, proof.Factor.Denominator)));
    }

    /// <summary>The parts of a fact about a stage, one a neuron in order, if each holds under the fact's condition.</summary>
    private IReadOnlyList<Fact>? PartsHold(Fact fact)
    {
        if (fact.Proof is not StageProof proof || proof.Parts.Count != CheckedRow.WidthOf(network, fact.Stage) || fact.Stage > network.Stages.Count)
        {
            return null;
        }

        for (int i = 0; i < proof.Parts.Count; i++)
        {
            Fact part = proof.Parts[i];
            bool holds = part.Stage == fact.Stage && part.Neurons.Count == 1 && part.Neurons[0] == i && part.Condition <= fact.Condition
                && (part.Kind == FactKinds.DeadNeuron ? IsDead(part) : part.Kind == FactKinds.AlwaysActiveNeuron && IsActive(part));
            if (!holds)
            {
                return null;
            }
        }

        return proof.Parts;
    }

    /// <summary>The interval that a proof claims, if it holds.</summary>
    private ExactRange? RangeOf(int stage, int neuron, FactCondition condition, FactProof proof)
    {
        if (stage < 1 || stage > network.Stages.Count)
        {
            return null;
        }

        if (proof is IntervalProof interval)
        {
            ExactRange claim = ExactRange.Of(interval.Lower, interval.Upper);
            IntervalChecker intervals = condition == FactCondition.Always ? everywhere : onDomain;
            return intervals.Of(stage, neuron).IsIn(claim) ? claim : null;
        }

        if (proof is RelaxationProof { Bounds: { } bounds } relaxation && condition == FactCondition.Domain && box.IsBounded)
        {
            if (!relaxations.TryGetValue(bounds, out RelaxationChecker? checker))
            {
                relaxations.Add(bounds, checker = new RelaxationChecker(network, box, bounds));
            }

            ExactRange claim = ExactRange.Of(relaxation.Lower, relaxation.Upper);
            ExactRange proved = ExactRange.Of(bounds.Stages[stage - 1].Lower[neuron], bounds.Stages[stage - 1].Upper[neuron]);
            return relaxation.Lines is { } lines ? Narrowed(checker, stage, neuron, claim, proved, lines)
                : proved.IsIn(claim) && checker.Holds(stage, neuron) ? claim : null;
        }

        return null;
    }

    /// <summary>The claim, if each end that is narrower than the general bounds follows by the given lines.</summary>
    private static ExactRange? Narrowed(RelaxationChecker checker, int stage, int neuron, ExactRange claim, ExactRange proved, IReadOnlyList<Relaxation> lines)
    {
        bool upper = claim.Upper is not { } high || checker.Holds(stage, neuron, 1, high, lines) || (proved.IsAtMost(high) && checker.Holds(stage, neuron));
        bool lower = claim.Lower is not { } low || checker.Holds(stage, neuron, -1, -low, lines) || (proved.IsAtLeast(low) && checker.Holds(stage, neuron));
        return upper && lower ? claim : null;
    }

    private static IReadOnlyList<double>? WitnessOf(FactProof proof) => proof switch
    {
        IntervalProof interval => interval.Witness,
        RelaxationProof relaxation => relaxation.Witness,
        _ => null,
    };

    private bool IsPositiveAt(int stage, int neuron, FactCondition condition, IReadOnlyList<double>? point)
    {
        if (point is null || point.Count != box.Count || exact is null)
        {
            return false;
        }

        for (int j = 0; j < point.Count && condition == FactCondition.Domain; j++)
        {
            if (!(point[j] >= box.Lower[j] && point[j] <= box.Upper[j]))
            {
                return false;
            }
        }

        return exact.SignsAt([.. point.Select(Dyadic.Of)])[network.FirstBitOf(stage) + neuron] > 0;
    }
}
