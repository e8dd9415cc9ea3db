using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Identifiability;

namespace ReluGen.Tests.Identifiability;

/// <summary>Ranks of generated networks, without their files; the expected ones are the oracles I1 to I5 of the specification and counts by hand.</summary>
public sealed class IdentifiabilityReportTests
{
    [Fact]
    public void The_absolute_value_lacks_one_dimension()
    {
        // I3, opposite twins: 4 of 5.
        IdentifiabilityReport report = IdentifiabilityReport.For<Absolute>([-2, -1.5f, -1, -0.5f, 0.5f, 1, 1.5f, 2]);
        Assert.Equal((7, 5, 4, 8, 0), (report.ParameterCount, report.LargestRank, report.Rank, report.SampleCount, report.LeftOutCount));
        Assert.False(report.IsIdentifiable);
        Assert.Empty(report.NeverActiveNeurons);
        Assert.Empty(report.AlwaysActiveNeurons);
    }

    [Fact]
    public void Three_kinks_on_a_line_are_identifiable()
    {
        // relu(x) − 2 relu(x − 1) + relu(x − 2): distinct kinks, so 3.5 (a) and (b) hold and the rank is P − H = 10 − 3.
        IdentifiabilityReport report = IdentifiabilityReport.For<Bump>([-1, -0.5f, 0.25f, 0.5f, 1.25f, 1.5f, 2.25f, 2.5f]);
        Assert.Equal((10, 7, 7, true), (report.ParameterCount, report.LargestRank, report.Rank, report.IsIdentifiable));
    }

    [Fact]
    public void One_side_of_the_kinks_shows_less()
    {
        IdentifiabilityReport left = IdentifiabilityReport.For<Bump>([-1, -0.5f, -0.25f]);
        Assert.Equal(1, left.Rank);
        Assert.Equal([0, 1, 2], left.NeverActiveNeurons);

        IdentifiabilityReport right = IdentifiabilityReport.For<Bump>([2.25f, 2.5f, 3]);
        Assert.Equal(2, right.Rank);
        Assert.Equal([0, 1, 2], right.AlwaysActiveNeurons);
    }

    [Fact]
    public void Samples_on_a_hyperplane_and_numbers_that_are_none_are_left_out()
    {
        IdentifiabilityReport report = IdentifiabilityReport.For<Bump>([-1, 0, 0.5f, float.NaN, 1, 1.5f, float.PositiveInfinity]);
        Assert.Equal((3, 4), (report.SampleCount, report.LeftOutCount));
    }

    [Fact]
    public void A_network_without_hidden_stage_is_identifiable_from_one_point_more_than_inputs()
    {
        int inputs = Affine.InputCount;
        var samples = new float[(inputs + 1) * inputs];
        for (int p = 0; p < inputs; p++)
        {
            samples[(p * inputs) + p] = 1;
        }

        IdentifiabilityReport report = IdentifiabilityReport.For<Affine>(samples);
        Assert.Equal((Affine.ParameterCount, true), (report.Rank, report.IsIdentifiable));
    }

    [Fact]
    public void A_wide_network_needs_many_batches()
    {
        var random = new Random(1);
        float[] samples = [.. Enumerable.Range(0, 4000 * Wide.InputCount).Select(_ => (float)(random.NextDouble() * 4) - 2)];
        IdentifiabilityReport report = IdentifiabilityReport.For<Wide>(samples);
        Assert.Equal(Wide.ParameterCount - Wide.HiddenNeuronCount, report.LargestRank);

        // `relugen identify` finds 499 at other points, and seven exact directions that no output sees: neuron 37 is never active on the cube.
        Assert.Equal(499, report.Rank);
    }

    [Fact]
    public void No_samples_show_nothing()
    {
        IdentifiabilityReport report = IdentifiabilityReport.For<Absolute>([]);
        Assert.Equal((0, 0), (report.Rank, report.SampleCount));
        Assert.Equal("samples", Assert.Throws<ArgumentException>(() => IdentifiabilityReport.For<Multiplexer>([1, 2])).ParamName);
    }

    [Fact]
    public void The_stages_are_those_of_the_file()
    {
        var seen = new Recorder();
        Absolute.VisitStages(seen);
        Assert.Equal(["0 1 0 -1 | 0 | 2", "0 1 1 | 1 | 1"], seen.Lines);
    }

    private sealed class Recorder : INetworkVisitor
    {
        public List<string> Lines { get; } = [];

        public void Visit(in NetworkStage stage) =>
            Lines.Add(FormattableString.Invariant($"{string.Join(' ', stage.Rows.ToArray())} | {string.Join(' ', stage.Sources.ToArray())} | {stage.NeuronCount}"));
    }
}
