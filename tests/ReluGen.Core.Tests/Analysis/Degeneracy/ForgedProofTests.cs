using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Checking;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Degeneracy;

/// <summary>The checker rejects facts that are not true and proofs that do not show them.</summary>
public sealed class ForgedProofTests
{
    public static TheoryData<string> Networks => DegenerateDataTests.Networks;

    /// <summary>Every proof of a fact, moved to every neuron of which the fact is not true.</summary>
    [DataTheory]
    [MemberData(nameof(Networks))]
    public void A_proof_shows_nothing_about_other_neurons(string id)
    {
        (Network network, InputBox box, _) = DegenerateDataTests.Read(id);
        IReadOnlyList<Fact> facts = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }).Facts;
        var checker = new FactChecker(network, box);
        foreach (Fact fact in facts.Where(static fact => fact.Neurons.Count == 1))
        {
            int width = fact.Stage == 0 ? network.InputCount : fact.Stage > network.Stages.Count ? network.OutputCount : network.Stages[fact.Stage - 1].Width;
            foreach (int other in Enumerable.Range(-1, width + 2).Where(i => !facts.Any(fact2 => fact2.Kind == fact.Kind && fact2.Stage == fact.Stage && fact2.Neurons[0] == i)))
            {
                Assert.False(checker.Check(fact with { Neurons = [other] }).Accepted, $"{fact.Message}, moved to {other}");
            }
        }
    }

    /// <summary>Facts of the domain are not facts without it.</summary>
    [DataTheory]
    [MemberData(nameof(Networks))]
    public void What_holds_on_the_domain_is_not_accepted_without_condition(string id)
    {
        (Network network, InputBox box, _) = DegenerateDataTests.Read(id);
        var checker = new FactChecker(network, box);
        foreach (Fact fact in DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }).Facts.Where(static fact => fact.Condition == FactCondition.Domain))
        {
            Assert.False(checker.Check(fact with { Condition = FactCondition.Always }).Accepted, fact.Message);
        }
    }

    /// <summary>The defects of one network are not those of a clean one of the same shape.</summary>
    [DataTheory]
    [MemberData(nameof(Networks))]
    public void Facts_are_rejected_for_another_network(string id)
    {
        (Network clean, InputBox box, _) = DegenerateDataTests.Read("clean_1");
        (Network network, _, _) = DegenerateDataTests.Read(id);
        if (clean.InputCount != network.InputCount || id == "clean_1")
        {
            return;
        }

        var checker = new FactChecker(clean, box);
        foreach (Fact fact in DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }).Facts.Where(static fact => fact.Kind.Severity >= FactSeverity.Warning))
        {
            Assert.False(checker.Check(fact).Accepted, fact.Message);
        }
    }

    [DataFact]
    public void A_changed_factor_is_rejected()
    {
        Fact twins = Only("twin_same_sign_1", FactKinds.TwinNeurons, out FactChecker checker);
        var proof = (FactorProof)twins.Proof;
        Assert.True(checker.Check(twins).Accepted);
        Assert.False(checker.Check(twins with { Proof = proof with { Numerator = proof.Numerator + 1 } }).Accepted);
        Assert.False(checker.Check(twins with { Proof = proof with { Denominator = -proof.Denominator, Numerator = -proof.Numerator } }).Accepted);
        Assert.False(checker.Check(twins with { Neurons = [twins.Neurons[1], twins.Neurons[0]] }).Accepted);
        Assert.False(checker.Check(twins with { Neurons = [twins.Neurons[0], twins.Neurons[0]], Proof = new FactorProof(1, 1) }).Accepted);
        Assert.False(checker.Check(twins with { Kind = FactKinds.OppositeTwinNeurons }).Accepted);
    }

    [DataFact]
    public void A_changed_combination_is_rejected()
    {
        Fact rank = Only("rank_deficient_1", FactKinds.RankDeficientStage, out FactChecker checker);
        var proof = (RankProof)rank.Proof;
        Assert.True(checker.Check(rank).Accepted);
        BigInteger[] vector = [.. proof.Vectors[0]];
        vector[Array.FindIndex(vector, static value => !value.IsZero)] += 1;
        Assert.False(checker.Check(rank with { Proof = proof with { Vectors = [vector] } }).Accepted);
        Assert.False(checker.Check(rank with { Proof = proof with { Vectors = [new BigInteger[vector.Length]] } }).Accepted);
        Assert.False(checker.Check(rank with { Proof = proof with { Vectors = [] } }).Accepted);
        Assert.False(checker.Check(rank with { Proof = proof with { Vectors = [proof.Vectors[0], proof.Vectors[0]] } }).Accepted);

        List<Fact> dependent = Of("all_stable_linear_1", FactKinds.DependentAlwaysActive, out FactChecker second);
        foreach (Fact fact in dependent)
        {
            var combination = (CombinationProof)fact.Proof;
            Assert.True(second.Check(fact).Accepted);
            Assert.False(second.Check(fact with { Proof = combination with { Denominator = combination.Denominator + 1 } }).Accepted);
            Assert.False(second.Check(fact with { Proof = combination with { Active = [.. combination.Active.Select(static _ => InspectionProof.Instance)] } }).Accepted);
        }
    }

    [DataFact]
    public void A_changed_bound_is_rejected()
    {
        Fact dead = Only("dead_first_layer_1", FactKinds.DeadNeuron, out FactChecker checker);
        var proof = (IntervalProof)dead.Proof;
        Assert.True(checker.Check(dead).Accepted);
        Assert.False(checker.Check(dead with { Proof = proof with { Upper = proof.Upper - 0.01 } }).Accepted);
        Assert.False(checker.Check(dead with { Proof = proof with { Lower = proof.Lower + 0.01 } }).Accepted);
        Assert.False(checker.Check(dead with { Kind = FactKinds.AlwaysActiveNeuron }).Accepted);
    }

    /// <summary>Each number on which a relaxation rests, moved so far that it is wrong.</summary>
    [DataFact]
    public void Changed_lines_are_rejected()
    {
        foreach (Func<Relaxation, double[]> lines in (Func<Relaxation, double[]>[])[
            static relaxation => relaxation.UpperIntercept, static relaxation => relaxation.LowerIntercept,
            static relaxation => relaxation.UpperSlope, static relaxation => relaxation.LowerSlope])
        {
            Fact dead = Of("stably_active_first_layer_1", FactKinds.DeadNeuron, out FactChecker checker)[0];
            Relaxation relaxation = ((RelaxationProof)dead.Proof).Bounds!.Relaxations[0];
            for (int k = 0; k < lines(relaxation).Length; k++)
            {
                lines(relaxation)[k] += lines(relaxation) == relaxation.LowerIntercept ? 1 : -1;
            }

            Assert.False(checker.Check(dead).Accepted);
        }

        Fact changed = Of("stably_active_first_layer_1", FactKinds.DeadNeuron, out FactChecker other)[0];
        double[] upper = ((RelaxationProof)changed.Proof).Bounds!.Stages[0].UpperValues;
        Array.Fill(upper, 0.01);
        Assert.False(other.Check(changed).Accepted);
    }

    /// <summary>A proof by regions of one network, used for a box or a number of stages that it is not about.</summary>
    [DataFact]
    public void Regions_of_another_box_are_rejected()
    {
        Fact dead = Only("dead_deep_1", FactKinds.DeadNeuron, out FactChecker checker);
        Assert.True(checker.Check(dead).Accepted);
        Assert.False(checker.Check(dead with { Proof = (RegionProof)dead.Proof with { StageCount = 1 } }).Accepted);
        (Network network, _, _) = DegenerateDataTests.Read("dead_deep_1");
        Assert.False(new FactChecker(network, new InputBox([-3, -3], [3, 3])).Check(dead).Accepted);
    }

    private static Fact Only(string id, FactKind kind, out FactChecker checker) => Assert.Single(Of(id, kind, out checker));

    private static List<Fact> Of(string id, FactKind kind, out FactChecker checker)
    {
        (Network network, InputBox box, _) = DegenerateDataTests.Read(id);
        checker = new FactChecker(network, box);
        return [.. DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }).Facts.Where(fact => fact.Kind == kind)];
    }
}
