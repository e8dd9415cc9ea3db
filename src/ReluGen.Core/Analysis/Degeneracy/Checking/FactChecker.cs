using System;
using System.Collections.Generic;
using System.IO;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>
/// Checks facts against the network in exact arithmetic, with none of the code that found them: no search, no float64, no linear
/// programming. It accepts a fact only if the fact's proof shows it under the fact's condition.
/// </summary>
public sealed class FactChecker
{
    private readonly Network network;
    private readonly Dictionary<FactKind, Func<Fact, bool>> checks;

    /// <summary>A checker of facts about <paramref name="network"/> and the domain <paramref name="box"/>; null where no domain was given.</summary>
    /// <exception cref="ArgumentException">The box does not fit the network.</exception>
    public FactChecker(Network network, InputBox? box = null)
    {
        this.network = network;
        InputBox domain = box ?? InputBox.Everything(network.InputCount);
        if (domain.Count != network.InputCount)
        {
            throw new ArgumentException($"The box has {domain.Count} features and the network {network.InputCount} inputs.", nameof(box));
        }

        var weights = new WeightChecks(network, domain);
        var states = new StateChecks(network, domain);
        var influence = new InfluenceChecks(network, domain, states);
        var combinations = new CombinationChecks(network, domain, states);
        var samples = new SampleChecks(network);
        var parameters = new ParameterChecks(network, domain, states.Regions);
        checks = new Dictionary<FactKind, Func<Fact, bool>>
        {
            [FactKinds.NonFiniteWeight] = weights.HasNonFinite,
            [FactKinds.SubnormalWeight] = weights.HasSubnormal,
            [FactKinds.ZeroIncomingWeights] = weights.ReadsNothing,
            [FactKinds.ZeroOutgoingWeights] = weights.IsUnread,
            [FactKinds.RedundantStage] = weights.HandsOn,
            [FactKinds.Bottleneck] = weights.IsNarrow,
            [FactKinds.WideningStage] = weights.IsWide,
            [FactKinds.ConstantInput] = weights.IsFixed,
            [FactKinds.BadScaling] = weights.IsBadlyScaled,
            [FactKinds.HugePathNorm] = weights.HasHugePaths,
            [FactKinds.HyperplaneTouchesBoundary] = weights.TouchesBoundary,
            [FactKinds.DeadNeuron] = states.IsDead,
            [FactKinds.AlwaysActiveNeuron] = states.IsActive,
            [FactKinds.AffineStage] = states.IsAffine,
            [FactKinds.StageOff] = states.IsOff,
            [FactKinds.IdenticallyZeroPreActivation] = states.IsSomewhereZero,
            [FactKinds.DuplicateNeurons] = states.AreProportional,
            [FactKinds.TwinNeurons] = combinations.AreTwins,
            [FactKinds.OppositeTwinNeurons] = combinations.AreOpposite,
            [FactKinds.ParallelHyperplanes] = combinations.AreParallel,
            [FactKinds.OutputTwins] = combinations.AreOutputTwins,
            [FactKinds.RankDeficientStage] = combinations.IsDeficient,
            [FactKinds.DependentAlwaysActive] = combinations.IsDependent,
            [FactKinds.FlipSet] = combinations.Flips,
            [FactKinds.RankDeficit] = parameters.IsDeficient,
            [FactKinds.UnusedInput] = influence.IsUnused,
            [FactKinds.ConstantOutput] = influence.IsConstant,
            [FactKinds.TieOnSamples] = samples.IsTie,

            // A statement about the effort that was made, not about the network.
            [FactKinds.RegionBudgetExceeded] = static fact => fact.Proof is InspectionProof,
        };
    }

    /// <summary>Checks a fact. Observations on samples are not claims about the network and are not accepted, except for ties, which show a row.</summary>
    public FactVerdict Check(Fact fact)
    {
        int elements = fact.Stage == 0 ? network.InputCount : fact.Stage <= network.Stages.Count + 1 ? CheckedRow.WidthOf(network, fact.Stage) : 0;
        foreach (int neuron in fact.Neurons)
        {
            if (neuron < 0 || neuron >= elements)
            {
                return FactVerdict.Of(false, "The fact names a neuron that does not exist.");
            }
        }

        if (fact.Stage < 0 || fact.Stage > network.Stages.Count + 1 || !checks.TryGetValue(fact.Kind, out Func<Fact, bool>? check))
        {
            return FactVerdict.Of(false, "There is nothing to check about such a fact.");
        }

        try
        {
            return FactVerdict.Of(check(fact), "The proof does not show the fact.");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or InvalidCastException or IndexOutOfRangeException)
        {
            return FactVerdict.Of(false, "The proof does not fit the network: " + e.Message);
        }
    }
}
