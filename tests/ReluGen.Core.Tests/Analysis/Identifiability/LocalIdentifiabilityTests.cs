using System.Linq;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>What the outputs at finitely many points prove about parameters nearby.</summary>
public sealed class LocalIdentifiabilityTests
{
    [Fact]
    public void A_neuron_seen_from_one_side_only_is_not_identifiable()
    {
        // I1 of the specification: R_A = R_Gamma = 2 of 3, so C_N fails.
        RankReport report = At(OracleNets.Single(0), 1, 2, 3);
        Assert.Equal((2, 3, 2), (report.Rank, report.Expected, report.PathRank));
        Assert.True(report.IsExact);
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, report.Verdict);
    }

    [Fact]
    public void A_neuron_seen_from_both_sides_is_identifiable()
    {
        RankReport report = At(OracleNets.Single(0), -2, -1, 1, 2);
        Assert.Equal((3, 3), (report.Rank, report.Expected));
        Assert.Equal(IdentifiabilityVerdict.Identifiable, report.Verdict);
    }

    [Fact]
    public void Opposite_twins_have_as_many_paths_as_rank()
    {
        // I3: R_A = 4, so C_N fails.
        RankReport report = At(OracleNets.Line([1, -1], [0, 0], [1, 1]), -2, -1.5f, -1, -0.5f, 0.5f, 1, 1.5f, 2);
        Assert.Equal((4, 5, 4), (report.Rank, report.Expected, report.PathRank));
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, report.Verdict);
    }

    [Fact]
    public void A_point_on_a_hyperplane_does_not_count_towards_identifiable()
    {
        // Three points that give rank 3, but at one of them the network has no derivative in the bias.
        Network network = OracleNets.Single(0);
        RankReport report = At(network, -1, 0, 1, 2);
        Assert.Equal(1, report.TiedPoints);
        Assert.Equal(IdentifiabilityVerdict.Identifiable, report.Verdict);

        report = At(network, 0, 1, 2);
        Assert.Equal(3, report.Rank);
        Assert.Equal(IdentifiabilityVerdict.Undecided, report.Verdict);
    }

    [Fact]
    public void Null_vectors_move_only_what_cannot_be_seen()
    {
        // The neuron is dead at these points: its weight, its bias and its outgoing weight; one of them is its scale.
        RankReport report = At(OracleNets.Single(-2), -1, 0, 1);
        Assert.Equal(1, report.Rank);
        Assert.Equal(2, report.NullVectors.Count);
        Assert.All(report.NullVectors, static vector => Assert.Single(vector.Entries));
        Assert.NotNull(report.Line);
    }

    [Fact]
    public void More_rows_than_a_batch_and_repeated_rows_change_nothing()
    {
        Network network = Nets.Random(3, 2, 5, 4, 1);
        float[][] rows = [.. Enumerable.Range(0, 3000).Select(static p => new[] { (p % 50) / 10f - 2.5f, (p / 50) / 12f - 2.5f })];
        RankReport once = RankAnalysis.Run(network, SamplePoints.Of(network, rows), new RankOptions());
        RankReport twice = RankAnalysis.Run(network, SamplePoints.Of(network, rows.Concat(rows)), new RankOptions());
        Assert.Equal(3000, once.Points);
        Assert.Equal((once.Points, once.Rank), (twice.Points, twice.Rank));
    }

    private static RankReport At(Network network, params float[] points) =>
        RankAnalysis.Run(network, SamplePoints.Of(network, points.Select(static x => new[] { x })), new RankOptions());
}
