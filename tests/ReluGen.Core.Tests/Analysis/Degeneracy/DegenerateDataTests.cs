using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Checking;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Degeneracy;

/// <summary>Networks with known defects: the facts are those of truth.json, which another program computed exactly; nothing is missed, nothing is extra.</summary>
public sealed class DegenerateDataTests
{
    public static TheoryData<string> Networks =>
        DataFolder.Root is null ? ["none"] : [.. Directory.GetDirectories(DataFolder.Of("degenerate")).Select(static folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void The_facts_are_the_truth(string id)
    {
        (Network network, InputBox box, JsonElement truth) = Read(id);
        DegeneracyReport report = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box });

        AssertEqual(Neurons(truth, "dead"), report, FactKinds.DeadNeuron);
        AssertEqual(Neurons(truth, "stably_active"), report, FactKinds.AlwaysActiveNeuron);
        AssertEqual(Neurons(truth, "boundary_only_touches_box"), report, FactKinds.HyperplaneTouchesBoundary);
        AssertEqual(Neurons(truth, "zero_incoming"), report, FactKinds.ZeroIncomingWeights);
        AssertEqual(Neurons(truth, "zero_outgoing"), report, FactKinds.ZeroOutgoingWeights);
        AssertEqual(Pairs(truth, "collinear_pairs", "same"), report, FactKinds.TwinNeurons);
        AssertEqual(Pairs(truth, "collinear_pairs", "opposite"), report, FactKinds.OppositeTwinNeurons);
        AssertEqual(Pairs(truth, "parallel_but_offset_pairs"), report, FactKinds.ParallelHyperplanes);
        AssertEqual(Pairs(truth, "functionally_proportional_pairs_on_box"), report, FactKinds.TwinNeurons, FactKinds.DuplicateNeurons);
        AssertEqual(Whole(truth, "rank_deficient_layers").Select(layer => $"{layer + 1}:"), report, FactKinds.RankDeficientStage);
        AssertEqual(Whole(truth, "unused_inputs_on_box").Select(j => $"0:{j}"), report, FactKinds.UnusedInput);
        AssertEqual(
            truth.GetProperty("constant_outputs_on_box").EnumerateArray().Select(o => $"{network.Stages.Count + 1}:{o.GetProperty("output").GetInt32()}"),
            report,
            FactKinds.ConstantOutput);
        AssertEqual(Neurons(truth, "individually_removable_on_box"), report, FactKinds.DeadNeuron, FactKinds.ZeroOutgoingWeights);
        Assert.All(report.Stages, static stage => Assert.Equal(0, stage.Undecided));
    }

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void Figures_are_those_of_the_truth(string id)
    {
        (Network network, InputBox box, JsonElement truth) = Read(id);
        IReadOnlyList<Fact> facts = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }).Facts;
        foreach (JsonElement pair in truth.GetProperty("collinear_pairs").EnumerateArray().Concat(truth.GetProperty("parallel_but_offset_pairs").EnumerateArray()))
        {
            Fact fact = facts.Single(fact => fact.Proof is FactorProof && KeyOf(fact) == KeyOf(pair));
            Assert.Equal(pair.GetProperty("factor").GetString(), ((FactorProof)fact.Proof).Factor);
        }

        foreach (JsonElement rank in truth.GetProperty("rank").EnumerateArray())
        {
            int[] shape = [.. rank.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32())];
            Fact? fact = facts.SingleOrDefault(fact => fact.Kind == FactKinds.RankDeficientStage && fact.Stage == rank.GetProperty("layer").GetInt32() + 1);
            int found = fact?.Proof is RankProof proof ? (proof.OfRows ? shape[0] : shape[1]) - proof.Vectors.Count : shape.Min();
            Assert.Equal(rank.GetProperty("rank").GetInt32(), found);
        }

        foreach (JsonElement output in truth.GetProperty("constant_outputs_on_box").EnumerateArray())
        {
            Assert.Contains(facts, fact => fact.Kind == FactKinds.ConstantOutput && fact.Message.EndsWith("always " + output.GetProperty("value").GetRawText(), StringComparison.Ordinal));
        }
    }

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void Warnings_are_about_the_defects_only(string id)
    {
        (Network network, InputBox box, JsonElement truth) = Read(id);
        DegeneracyReport report = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box });
        bool isClean = id.StartsWith("clean", StringComparison.Ordinal) || id.Contains("decoy", StringComparison.Ordinal);
        Assert.Equal(isClean, !report.Facts.Any(static fact => fact.Kind.Severity >= FactSeverity.Warning));

        // Beyond what truth.json lists by itself, only what follows for stages in which every neuron is stable.
        FactKind[] follow = [FactKinds.AffineStage, FactKinds.DependentAlwaysActive];
        bool isAffine = report.Stages.Any(static stage => stage.Dead + stage.AlwaysActive == stage.Neurons);
        Assert.Equal(isAffine, report.Facts.Any(fact => follow.Contains(fact.Kind)));
        Assert.NotEqual(JsonValueKind.Undefined, truth.ValueKind);
    }

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void Without_a_domain_only_what_always_holds_is_said(string id)
    {
        (Network network, InputBox box, _) = Read(id);
        IReadOnlyList<Fact> alone = DegeneracyAnalysis.Run(network).Facts;
        Assert.All(alone, static fact => Assert.Equal(FactCondition.Always, fact.Condition));
        IReadOnlyList<Fact> onDomain = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }).Facts;
        Assert.Equal(
            onDomain.Where(static fact => fact.Condition == FactCondition.Always).Select(static fact => fact.Message),
            alone.Select(static fact => fact.Message));
        var checker = new FactChecker(network);
        Assert.All(alone, fact => Assert.Equal("", checker.Check(fact).Reason));
    }

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void The_checker_accepts_every_proof(string id)
    {
        (Network network, InputBox box, _) = Read(id);
        DegeneracyReport report = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box, FindRankDeficit = true });
        var checker = new FactChecker(network, box);
        Assert.All(report.Facts, fact => Assert.Equal("", checker.Check(fact).Reason));
    }

    internal static (Network Network, InputBox Box, JsonElement Facts) Read(string id)
    {
        string folder = DataFolder.Of("degenerate/" + id);
        JsonElement truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json"))).RootElement;
        JsonElement domain = truth.GetProperty("domain");
        var box = new InputBox(Numbers(domain.GetProperty("lo")), Numbers(domain.GetProperty("hi")));
        return (ModelFile.Read(Path.Combine(folder, "model.onnx")).Network, box, truth.GetProperty("facts"));
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static value => value.GetDouble())];

    private static void AssertEqual(IEnumerable<string> expected, DegeneracyReport report, params FactKind[] kinds) => Assert.Equal(
        expected.Order(StringComparer.Ordinal),
        report.Facts.Where(fact => kinds.Contains(fact.Kind)).Select(KeyOf).Order(StringComparer.Ordinal));

    private static string KeyOf(Fact fact) => $"{fact.Stage}:{string.Join(",", fact.Neurons)}";

    private static string KeyOf(JsonElement pair) => $"{pair.GetProperty("layer").GetInt32() + 1}:{pair.GetProperty("i").GetInt32()},{pair.GetProperty("j").GetInt32()}";

    private static IEnumerable<string> Neurons(JsonElement truth, string name) =>
        truth.GetProperty(name).EnumerateArray().Select(static pair => $"{pair[0].GetInt32() + 1}:{pair[1].GetInt32()}");

    private static IEnumerable<string> Pairs(JsonElement truth, string name, string? sign = null) => truth.GetProperty(name).EnumerateArray()
        .Where(pair => sign is null || pair.GetProperty("sign").GetString() == sign)
        .Select(KeyOf);

    private static IEnumerable<int> Whole(JsonElement truth, string name) => truth.GetProperty(name).EnumerateArray().Select(static value => value.GetInt32());
}
