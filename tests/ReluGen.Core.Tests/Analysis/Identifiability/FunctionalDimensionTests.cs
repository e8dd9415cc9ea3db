using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>The functional dimensions of the specification's oracle cases, which a rational elimination computed, and the deficit formulas of its section 5.4.</summary>
public sealed class FunctionalDimensionTests
{
    /// <summary>Name, network, half-width of the box, largest possible rank, functional dimension.</summary>
    public static TheoryData<string, Network, double, int, int> Oracles => new()
    {
        { "I1 crossing", OracleNets.Single(0), 1, 3, 3 },
        { "I1 always active", OracleNets.Single(2), 1, 3, 2 },
        { "I1 dead", OracleNets.Single(-2), 1, 3, 1 },
        { "I2", Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[1, 1]], [0])), 1, 7, 7 },
        { "I2 always active", Nets.Chain(([[1, 0], [0, 1]], [0, 2]), ([[1, 1]], [0])), 1, 7, 6 },
        { "I2 unread", Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[1, 0]], [0])), 1, 7, 5 },
        { "I2 two outputs", Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[1, 2], [3, -1]], [0, 0])), 1, 10, 10 },
        { "I3", OracleNets.Line([1, 1], [0, -1], [1, 1]), 2, 5, 5 },
        { "I3 same twins", OracleNets.Line([1, 1], [0, 0], [1, 1]), 2, 5, 3 },
        { "I3 scaled twins", OracleNets.Line([1, 2], [0, 0], [1, 2]), 2, 5, 3 },
        { "I3 opposite twins", OracleNets.Line([1, -1], [0, 0], [1, 1]), 2, 5, 4 },
        { "I4 ramp", OracleNets.Line([1, 1], [0, -1], [1, -1]), 3, 5, 5 },
        { "I4 three", OracleNets.Flip3, 3, 10, 10 },
        { "I6", OracleNets.I6, 8, 11, 11 },
        { "I7", OracleNets.I7, 8, 15, 15 },
        { "I8", OracleNets.I8, 20, 9, 9 },
        { "I9 kink", OracleNets.Narrow(1, -1), 3, 4, 3 },
        { "I9 ramp", OracleNets.Narrow(-1, 1), 3, 4, 4 },
        { "I9 no kink", OracleNets.Narrow(1, 1), 3, 4, 3 },
        { "I10 two always active", OracleNets.Line([1, 1, 1], [0, 5, 7], [1, 1, 1]), 2, 7, 4 },
        { "I10 four neurons", OracleNets.Line([1, 1, 1, -1], [0, -1, 1, 0.5], [1, 2, -1, 1]), 3, 9, 9 },
    };

    [Theory]
    [MemberData(nameof(Oracles))]
    public void Functional_dimensions_are_those_of_the_oracles(string name, Network network, double halfWidth, int expected, int rank)
    {
        _ = name;
        IdentifiabilityFindings report = Run(network, halfWidth);
        Assert.Equal(expected, report.FunctionalDimension.Expected);
        Assert.Equal(rank, report.FunctionalDimension.Rank);
        Assert.True(report.IsDimensionExact);
        Assert.Equal(expected - rank, report.FunctionalDimension.NullVectors.Count - UnreadNeurons(network));
        Assert.Equal(expected - rank, report.FunctionalDimension.Unseen.Sum(static cause => cause.Count));
    }

    /// <summary>The twelve networks of deficits.py: two inputs, two outputs, the box of half-width 4.</summary>
    public static TheoryData<string, Network, int> Deficits => new()
    {
        { "generic", Two([[1, 0], [0, 1]], [0, 0], [[1, 2], [3, -1]]), 0 },
        { "same twins, r = 2", Two([[1, 1], [2, 2]], [1, 2], [[1, 2], [3, -1]]), 2 },
        { "same twins, r = 1", Two([[1, 1], [2, 2]], [1, 2], [[1, 2], [3, 6]]), 4 },
        { "opposite twins, not collinear", Two([[1, 1], [-2, -2]], [1, -2], [[1, 2], [3, -1]]), 0 },
        { "opposite twins, collinear", Two([[1, 1], [-2, -2]], [1, -2], [[1, 2], [3, 6]]), 1 },
        { "always active", Two([[1, 0], [0, 1]], [0, 9], [[1, 2], [3, -1]]), 1 },
        { "w = 0, b > 0", Two([[1, 0], [0, 0]], [0, 9], [[1, 2], [3, -1]]), 2 },
        { "dead", Two([[1, 0], [0, 1]], [0, -9], [[1, 2], [3, -1]]), 4 },
        { "v = 0", Two([[1, 0], [0, 1]], [0, 0], [[1, 0], [3, 0]]), 2 },
        { "two active, r = 2, q = 2", Two([[1, 0], [0, 1], [1, 1]], [9, 9, 0], [[1, 2, 1], [3, -1, 1]]), 4 },
        { "two active, r = 1, q = 2", Two([[1, 0], [0, 1], [1, 1]], [9, 9, 0], [[1, 2, 1], [3, 6, 1]]), 4 },
        { "two active, r = 1, q = 1", Two([[1, 0], [2, 0], [1, 1]], [9, 19, 0], [[1, 2, 1], [3, 6, 1]]), 5 },
    };

    [Theory]
    [MemberData(nameof(Deficits))]
    public void Deficits_of_shallow_networks_follow_the_formulas(string name, Network network, int deficit)
    {
        _ = name;
        RankReport dimension = Run(network, 4).FunctionalDimension;
        Assert.True(dimension.IsExact);
        Assert.Equal(deficit, dimension.Deficit);
        Assert.Equal(deficit, dimension.Unseen.Sum(static cause => cause.Count));
    }

    [Fact]
    public void Mechanisms_are_named_neuron_by_neuron()
    {
        RankReport dead = Run(Two([[1, 0], [0, 1]], [0, -9], [[1, 2], [3, -1]]), 4).FunctionalDimension;
        UnseenParameters cause = Assert.Single(dead.Unseen);
        Assert.Equal((1, 1, 4, UnseenMechanism.NeverActive), (cause.Stage, cause.Neuron, cause.Count, cause.Mechanism));

        cause = Assert.Single(Run(Two([[1, 0], [0, 1]], [0, 9], [[1, 2], [3, -1]]), 4).FunctionalDimension.Unseen);
        Assert.Equal((1, 1, 1, UnseenMechanism.AlwaysActive), (cause.Stage, cause.Neuron, cause.Count, cause.Mechanism));

        cause = Assert.Single(Run(Two([[1, 0], [0, 1]], [0, 0], [[1, 0], [3, 0]]), 4).FunctionalDimension.Unseen);
        Assert.Equal((1, 1, 2, UnseenMechanism.NotRead), (cause.Stage, cause.Neuron, cause.Count, cause.Mechanism));

        UnseenParameters[] twins = [.. Run(Two([[1, 1], [2, 2]], [1, 2], [[1, 2], [3, 6]]), 4).FunctionalDimension.Unseen];
        Assert.All(twins, static twin => Assert.Equal(UnseenMechanism.SharedHyperplane, twin.Mechanism));
        Assert.Equal(4, twins.Sum(static twin => twin.Count));
    }

    /// <summary>I11: with distinct hyperplanes that all cross the box, the rank is the largest possible, for any number of outputs.</summary>
    [Theory]
    [InlineData(1, 2, 3, 1)]
    [InlineData(2, 2, 4, 3)]
    [InlineData(3, 3, 4, 1)]
    [InlineData(4, 3, 5, 2)]
    [InlineData(5, 1, 6, 1)]
    public void Shallow_networks_in_general_position_have_full_dimension(int seed, int inputs, int hidden, int outputs)
    {
        // A bias of 0.3 · N(0, 1) keeps every hyperplane in this box.
        IdentifiabilityFindings report = Run(Nets.Random(seed, inputs, hidden, outputs), 100);
        Assert.Equal(report.FunctionalDimension.Expected, report.FunctionalDimension.Rank);
        Assert.Equal(IdentifiabilityVerdict.Identifiable, report.Local.Verdict);
        Assert.Equal(ConditionState.Proved, report.Shallow!.Conditions.Single(static condition => condition.Name == "a").State);
        Assert.Equal(ConditionState.Proved, report.Shallow.Conditions.Single(static condition => condition.Name == "b").State);
    }

    [Fact]
    public void The_answer_does_not_depend_on_the_number_of_threads()
    {
        Network network = Nets.Random(7, 3, 9, 7, 2);
        var box = new InputBox([-2, -2, -2], [2, 2, 2]);
        RankReport[] reports = [.. new[] { 1, 2, 5 }.Select(threads => IdentifiabilityAnalysis.Run(network, new IdentifiabilityOptions { Box = box, Threads = threads }).FunctionalDimension)];
        Assert.All(reports, report => Assert.Equal((reports[0].Rank, reports[0].Operations, reports[0].NullVectors.Count), (report.Rank, report.Operations, report.NullVectors.Count)));
    }

    internal static IdentifiabilityFindings Run(Network network, double halfWidth)
    {
        double[] bound = [.. Enumerable.Repeat(halfWidth, network.InputCount)];
        return IdentifiabilityAnalysis.Run(network, new IdentifiabilityOptions { Box = new InputBox([.. bound.Select(static b => -b)], bound) });
    }

    private static Network Two(double[][] weights, double[] bias, double[][] outgoing) => Nets.Chain((weights, bias), (outgoing, [0, 0]));

    /// <summary>Neurons that nothing reads have their own scale among the null vectors.</summary>
    private static int UnreadNeurons(Network network) => network.Stages
        .Select((stage, l) => Enumerable.Range(0, stage.Width).Count(i =>
            (l + 1 < network.Stages.Count ? network.Stages[l + 1] : network.Output).Blocks[0] is var block
            && Enumerable.Range(0, block.Rows).All(r => block.Row(r)[i] == 0)))
        .Sum();
}
