using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Tests.Harness;

namespace ReluGen.Generator.Tests.Pipeline;

/// <summary>Tables of files that no build step converted: the generator enumerates small networks, within a fixed budget.</summary>
public sealed class RegionRequestTests
{
    private const string Source = "[ReluGen.ReluNetwork(\"net.relunet\")] public partial class Net;";

    private const string Absolute =
        """
        relunet 1
        input "x" -1 1
        stage 2 0
        d 0 0 1
        d 0 0 -1
        output 1 1
        d 0 1 1
        samples "s.csv" 3
        region 01 3 AAAAAAAA8L8=
        end
        """;

    [Theory]
    [InlineData("", "1 regions (not all)")]
    [InlineData("observed", "1 regions (not all)")]
    [InlineData("none", "0 regions (not all)")]
    [InlineData("all", "2 regions (all those of the domain)")]
    [InlineData(" ALL ", "2 regions (all those of the domain)")]
    public void Metadata_choose_the_table(string regions, string expected)
    {
        var run = new GeneratorHarness(Source, new NetworkText("net.relunet", Absolute, Regions: regions));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains(expected, run.Sources.Values.Single());
    }

    [Fact]
    public void A_network_beyond_the_budget_gets_the_observed_table_and_RLG2030()
    {
        Diagnostic cut = Assert.Single(Run(RandomNetworks.Chain(1, false, 2, 100, 100, 1)).Diagnostics);
        Assert.Equal(("RLG2030", DiagnosticSeverity.Info), (cut.Id, cut.Severity));
        Assert.Contains("12500 decisions", cut.GetMessage());
        Assert.Contains("131072 weights", Assert.Single(Run(RandomNetworks.Chain(1, false, 600, 300, 2)).Diagnostics).GetMessage());
        Assert.Contains("budget of 5 decisions", Assert.Single(Run(RandomNetworks.Chain(1, false, 100, 100, 100, 1)).Diagnostics).GetMessage());

        static GeneratorHarness Run(Network network)
        {
            Network bounded = network.WithInputs([.. network.Inputs.Select(static input => input with { Lower = -1, Upper = 1 })]);
            var run = new GeneratorHarness(Source, new NetworkText("net.relunet", NetworkWriter.Write(new NetworkDocument(bounded)), Regions: "all"));
            Assert.Contains("0 regions (not all)", run.Sources.Values.Single());
            return run;
        }
    }

    [Fact]
    public void What_the_build_left_out_is_reported_and_not_tried_again()
    {
        string text = Absolute.Replace("region 01", "cut \"because of a \\\"test\\\"\"\nregion 01", System.StringComparison.Ordinal);
        var run = new GeneratorHarness(Source, new NetworkText("net.relunet", text, Regions: "all"));
        Diagnostic cut = Assert.Single(run.Diagnostics);
        Assert.Equal(("RLG2030", "'net.relunet': because of a \"test\""), (cut.Id, cut.GetMessage()));
        Assert.Contains("1 regions (not all)", run.Sources.Values.Single());
    }

    [Theory]
    [InlineData("every", Absolute, "'every'")]
    [InlineData("all", "relunet 1\ninput \"x\" -1 inf\noutput 1 0\nd 0 1\nend\n", "'x' is unbounded")]
    public void Wrong_metadata_are_an_error_at_the_file(string regions, string text, string message)
    {
        Diagnostic error = Assert.Single(new GeneratorHarness(Source, new NetworkText("net.relunet", text, Regions: regions)).Diagnostics);
        Assert.Equal("RLG1011", error.Id);
        Assert.Contains(message, error.GetMessage());
        Assert.Equal("net.relunet", error.Location.GetLineSpan().Path);
    }

    [Fact]
    public void The_enumeration_runs_again_only_when_the_file_changed()
    {
        var file = new NetworkText("net.relunet", Absolute, Regions: "all");
        var run = new GeneratorHarness(Source, file);
        run.AddSource("public class Unrelated;");
        Assert.All(run.Reasons(TrackingNames.Read), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
