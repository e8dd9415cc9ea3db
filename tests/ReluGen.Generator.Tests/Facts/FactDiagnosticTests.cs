using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Formats.Tables;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tests.Shared;

namespace ReluGen.Generator.Tests.Facts;

/// <summary>What a build says about networks: how much, where, and nothing about clean ones.</summary>
public sealed class FactDiagnosticTests
{
    /// <summary>Three neurons that are dead on the domain (lines 5, 7 and 8), one that is not.</summary>
    internal const string ThreeDead =
        """
        relunet 1
        input "a" -1 1
        input "b" -1 1
        stage 4 0
        d -3 0 1 1
        d 0 0 1 -1
        d -4 0 1 -1
        d -5 0 2 1
        output 1 1
        d 0 1 1 1 1
        end

        """;

    private const string Clean =
        """
        relunet 1
        input "a" -1 1
        input "b" -1 1
        stage 2 0
        d 0.25 0 1 0.5
        d -0.5 0 1 -1
        output 1 1
        d 0 1 -1
        end

        """;

    [Fact]
    public void A_summary_is_one_diagnostic_a_kind_at_the_first_neuron()
    {
        Diagnostic dead = Assert.Single(Dead(FactPage.Build(ThreeDead)));
        Assert.Equal(
            "net.relunet(5,1): warning RLG2003: 'net.relunet': A neuron is never active, 3 times in 4 neurons: stage 1, neurons 0, 2, 3. " + FactKinds.DeadNeuron.Remedy,
            FactPage.Format(dead));
    }

    [Fact]
    public void In_detail_each_neuron_has_its_line_and_its_proof()
    {
        string[] said = [.. Dead(FactPage.Build(ThreeDead, "detailed")).Select(FactPage.Format)];
        Assert.Equal(["net.relunet(5,1)", "net.relunet(7,1)", "net.relunet(8,1)"], said.Select(static line => line[..line.IndexOf(':')]));
        Assert.Contains("interval arithmetic: the pre-activation stays within [-5.", said[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_simplified_network_only_inputs_and_outputs_are_spoken_of()
    {
        const string Unused =
            """
            relunet 1
            input "a" -1 1
            input "b" -1 1
            stage 2 0
            d -3 0 1 0
            d 0 0 1 0
            output 1 1
            d 0 1 1
            end

            """;
        Assert.Contains(FactPage.Build(Unused), static d => d.Id == "RLG2003");
        Assert.Equal("RLG2021", Assert.Single(FactPage.Build(Unused.Replace("end", "layout 0:2\nend")), static d => d.Severity == DiagnosticSeverity.Warning).Id);
    }

    [Fact]
    public void With_none_nothing_is_said() => Assert.Empty(FactPage.Build(ThreeDead, "none"));

    [Fact]
    public void A_thousand_dead_neurons_are_one_short_message()
    {
        string network = "relunet 1\ninput \"a\" 0 1\nstage 1001 0\nd 0 0 1\n" + string.Concat(Enumerable.Repeat("d -2 0 1\n", 1000))
            + "output 1 1\nd 0" + string.Concat(Enumerable.Repeat(" 1", 1001)) + "\nend\n";
        Diagnostic dead = Assert.Single(Dead(FactPage.Build(network)));
        Assert.Contains("1000 times in 1001 neurons: stage 1, neurons 1, 2, 3, 4, 5, 6 and 994 more. ", dead.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_model_has_its_facts_at_the_attribute_in_the_tree_of_the_class()
    {
        Diagnostic dead = Assert.Single(Dead(FactPage.Build(ThreeDead, model: "net.onnx")));
        Assert.Equal("Program.cs", dead.Location.SourceTree?.FilePath);
        Assert.Equal("ReluGen.ReluNetwork(\"net.onnx\")", dead.Location.SourceTree!.GetText().ToString(dead.Location.SourceSpan));
    }

    [Theory]
    [InlineData("#pragma warning disable RLG2003\n", true)]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"ReluGen.Network\", \"RLG2003\")] ", true)]
    [InlineData("#pragma warning disable RLG2004\n", false)]
    public void Pragma_and_SuppressMessage_reach_the_attribute(string before, bool silent)
    {
        var run = new GeneratorHarness(
            before + "[ReluGen.ReluNetwork(\"net.onnx\")] public partial class C;",
            new NetworkText("net.relunet", ThreeDead, "net.onnx", "net.onnx", Diagnostics: ""));
        Assert.Equal(silent, !Dead(run.Diagnostics).Any(static diagnostic => !diagnostic.IsSuppressed));
    }

    [Fact]
    public void Two_classes_with_one_network_hear_of_it_once()
    {
        var run = new GeneratorHarness(
            "[ReluGen.ReluNetwork(\"net.onnx\")] public partial class A; [ReluGen.ReluNetwork(\"net.onnx\")] public partial class B;",
            new NetworkText("net.relunet", ThreeDead, "net.onnx", "net.onnx", Diagnostics: ""));
        Assert.Single(Dead(run.Diagnostics));
        Assert.Equal(2, run.Sources.Count);
    }

    [Fact]
    public void A_clean_network_is_silent_at_warning_and_above() =>
        Assert.DoesNotContain(FactPage.Build(Clean), static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public static TheoryData<string> Networks =>
        DataFolder.Root is null ? ["none"] : [.. Directory.GetDirectories(DataFolder.Of("degenerate")).Select(static folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The full analysis is held against truth.json in ReluGen.Core.Tests; the build's budgets miss nothing of it in these networks.</summary>
    [DataTheory]
    [MemberData(nameof(Networks))]
    public void A_build_says_what_the_full_analysis_finds(string id)
    {
        string folder = DataFolder.Of("degenerate/" + id);
        Network network = ModelFile.Read(Path.Combine(folder, "model.onnx")).Network;
        using var truth = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")));
        System.Text.Json.JsonElement domain = truth.RootElement.GetProperty("domain");
        InputFeature[] inputs = [.. network.Inputs.Select((input, j) => input with { Lower = domain.GetProperty("lo")[j].GetDouble(), Upper = domain.GetProperty("hi")[j].GetDouble() })];
        var bounded = new Network(inputs, network.Stages, network.Output);

        IReadOnlyList<Diagnostic> said = FactPage.Build(NetworkWriter.Write(new NetworkDocument(bounded)), "detailed");

        IReadOnlyList<Fact> facts = DegeneracyAnalysis.Run(bounded, new DegeneracyOptions { Box = InputBox.Of(bounded) }).Facts;
        Assert.Equal(
            facts.Select(static fact => $"{fact.Kind.Id} {fact.Message}").Order(StringComparer.Ordinal),
            said.Select(static diagnostic => $"{diagnostic.Id} {MessageOf(diagnostic)}").Order(StringComparer.Ordinal));
        bool isClean = id.StartsWith("clean", StringComparison.Ordinal) || id.Contains("decoy", StringComparison.Ordinal);
        Assert.Equal(isClean, said.All(static diagnostic => diagnostic.Severity < DiagnosticSeverity.Warning));
    }

    /// <summary>The fact without file, proof and remedy.</summary>
    private static string MessageOf(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage()["'net.relunet': ".Length..];
        string proofs = FactKinds.All.Single(kind => kind.Id == diagnostic.Id).Remedy;
        string fact = message[..^(proofs.Length + ") ".Length + 1)];
        return fact[..fact.LastIndexOf(" (", StringComparison.Ordinal)];
    }

    private static IEnumerable<Diagnostic> Dead(IEnumerable<Diagnostic> diagnostics) => diagnostics.Where(static diagnostic => diagnostic.Id == "RLG2003");
}
