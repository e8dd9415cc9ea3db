using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Checking;
using ReluGen.Core.Analysis.Identifiability.Shallow;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>The criterion for one hidden stage: what fails is shown by another network that computes the same.</summary>
public sealed class ShallowCriterionTests
{
    [Fact]
    public void Distinct_hyperplanes_that_cross_the_box_and_no_flip_are_identifiable()
    {
        ShallowReport report = ShallowCriterion.Run(OracleNets.Line([1, 1], [0, -1], [1, 1]), Box(1, 2))!;
        Assert.Equal(IdentifiabilityVerdict.Identifiable, report.Verdict);
        Assert.Null(report.Competitor);
    }

    /// <summary>Name, network, box and the condition that fails.</summary>
    public static TheoryData<string, Network, double, string> Failures => new()
    {
        { "v = 0", OracleNets.Line([1, 1], [0, -1], [1, 0]), 2, "a" },
        { "v = 0, w = 0", OracleNets.Line([1, 0], [0, 1], [1, 0]), 2, "a" },
        { "w = 0, b > 0", OracleNets.Line([1, 0], [0, 1], [1, 2]), 2, "a" },
        { "w = 0, b < 0", OracleNets.Line([1, 0], [0, -1], [1, 2]), 2, "a" },
        { "w = 0, b = 0", OracleNets.Line([1, 0], [0, 0], [1, 2]), 2, "a" },
        { "dead", OracleNets.Single(-2), 1, "a" },
        { "touches from below", OracleNets.Single(-1), 1, "a" },
        { "always active", OracleNets.Single(2), 1, "a" },
        { "touches from above", OracleNets.Single(1), 1, "a" },
        { "twins", OracleNets.Line([1, 3], [0.5, 1.5], [1, 2]), 2, "b" },
        { "I5, opposite twins on a bounded domain", OracleNets.Line([1, -1], [0, 0], [1, 1]), 1, "b" },
        { "opposite twins with a factor of 3", OracleNets.Line([3, -7], [1.5, -3.5], [1, 2]), 1, "b" },
        { "I4, ramp", OracleNets.Line([1, 1], [0, -1], [1, -1]), 3, "c" },
        { "I4, three", OracleNets.Flip3, 3, "c" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_fails_is_shown_by_a_competitor(string name, Network network, double halfWidth, string failed)
    {
        _ = name;
        InputBox box = Box(network.InputCount, halfWidth);
        ShallowReport report = ShallowCriterion.Run(network, box)!;
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, report.Verdict);
        Assert.Equal(failed, report.Conditions.First(static condition => condition.State == ConditionState.Refuted).Name);
        AssertSame(network, report.Competitor!, box);
        Assert.False(CompetitorChecker.IsEquivalent(network, report.Competitor!));
    }

    [Fact]
    public void The_absolute_value_is_open_on_the_whole_line()
    {
        // I5: identifiable there at width 2, which the criterion for bounded domains does not prove.
        Assert.Equal(IdentifiabilityVerdict.Undecided, ShallowCriterion.Run(OracleNets.Line([1, -1], [0, 0], [1, 1]), InputBox.Everything(1))!.Verdict);
        Assert.Equal(IdentifiabilityVerdict.Identifiable, ShallowCriterion.Run(OracleNets.Line([1, 1], [0, -1], [1, 1]), InputBox.Everything(1))!.Verdict);
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, ShallowCriterion.Run(OracleNets.Line([1, 1], [0, -1], [1, -1]), InputBox.Everything(1))!.Verdict);
    }

    [Fact]
    public void The_checker_refuses_a_change_that_is_seen()
    {
        Network network = OracleNets.Line([1, -1], [0, 0], [1, 1]);
        ShallowParameters other = ShallowCriterion.Run(network, Box(1, 1))!.Competitor!;
        Assert.True(CompetitorChecker.IsSameFunction(network, other, Box(1, 1)));

        // I5: the competitor of |x| on [-1, 1] is another function beyond it.
        Assert.False(CompetitorChecker.IsSameFunction(network, other, Box(1, 3)));
        other.OutputBias[0] += Fraction.Of(1.0 / 1024);
        Assert.False(CompetitorChecker.IsSameFunction(network, other, Box(1, 1)));
    }

    [Fact]
    public void Flip_sets_are_found_among_forty_neurons_and_excluded_where_there_are_none()
    {
        // In one dimension with weights v·w = 1, 2, 4, … no set sums to 0; with −(2^20 − 1) · 2 one does.
        double[] products = [.. Enumerable.Range(0, 39).Select(static k => (k < 20 ? 1.0 : 3.0) * (1 << (k % 20)))];
        Assert.Equal(ConditionState.Proved, FlipOf([.. products, 1 << 23]));
        Assert.Equal(ConditionState.Refuted, FlipOf([.. products, -((1 << 20) - 1)]));
        Assert.Equal(ConditionState.Unknown, FlipOf([.. products, 1 << 22, 1 << 23]));

        static ConditionState FlipOf(double[] outgoing)
        {
            double[] bias = [.. Enumerable.Range(0, outgoing.Length).Select(static k => -k / 64.0)];
            ShallowReport report = ShallowCriterion.Run(OracleNets.Line([.. outgoing.Select(static _ => 1.0)], bias, outgoing), Box(1, 2))!;
            return report.Conditions.Single(static condition => condition.Name == "c").State;
        }
    }

    [Fact]
    public void A_constant_feature_leaves_its_weights_open()
    {
        Network network = OracleNets.Flip3;
        var box = new InputBox([-3, 0.5], [3, 0.5]);
        ShallowReport report = ShallowCriterion.Run(network, box)!;
        Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, report.Verdict);
        AssertSame(network, report.Competitor!, box);
    }

    [Fact]
    public void Deeper_networks_are_another_matter() => Assert.Null(ShallowCriterion.Run(OracleNets.I6, Box(2, 8)));

    /// <summary>Compares the functions at the exact witnesses of all regions and at corners of the box.</summary>
    private static void AssertSame(Network network, ShallowParameters other, InputBox box)
    {
        ShallowParameters own = ShallowParameters.Of(network);
        IEnumerable<IReadOnlyList<Dyadic>> points = RegionEnumerator.Run(network, box.ToRegionDomain()).Regions.Select(static region => region.Witness)
            .Append([.. box.Lower.Select(Dyadic.Of)])
            .Append([.. box.Upper.Select(Dyadic.Of)]);
        Assert.All(points, point => Assert.All(own.At(point).Zip(other.At(point)), static pair =>
            Assert.Equal(0, (pair.First + new Fraction(-pair.Second.Numerator, pair.Second.Denominator)).Numerator.Sign)));
    }

    private static InputBox Box(int inputs, double halfWidth) =>
        new([.. Enumerable.Repeat(-halfWidth, inputs)], [.. Enumerable.Repeat(halfWidth, inputs)]);
}
