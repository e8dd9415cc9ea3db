using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>Budgets, threads, cancellation, structures beyond plain chains, and bad input.</summary>
public sealed class RegionEnumeratorTests
{
    private static readonly Network Net = Nets.Random(3, 2, 24, 16, 1);
    private static readonly RegionDomain Square = RegionDomain.Cube(2, -1, 1);

    [Fact]
    public void Threads_do_not_change_the_result()
    {
        RegionEnumeration one = RegionEnumerator.Run(Net, Square, new RegionOptions { Threads = 1 });
        RegionEnumeration four = RegionEnumerator.Run(Net, Square, new RegionOptions { Threads = 4 });
        AssertSame(one, four);
        Assert.True(one.Complete && one.Regions.Count > 300);
        Assert.Equal(one.Regions.Select(r => r.Pattern).Order(), one.Regions.Select(r => r.Pattern));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3_000)]
    [InlineData(5_000)]
    public void A_spent_budget_gives_an_honest_part_that_threads_do_not_change(long budget)
    {
        HashSet<string> all = RegionEnumerator.Run(Net, Square).Regions.Select(r => r.Pattern.ToString()).ToHashSet();
        RegionEnumeration part = RegionEnumerator.Run(Net, Square, new RegionOptions { NodeBudget = budget, Threads = 1, KeepCertificate = true });
        Assert.False(part.Complete);
        Assert.Null(part.Certificate);
        Assert.Equal(budget, part.Nodes);
        Assert.True(part.Regions.Count < all.Count);
        Assert.All(part.Regions, region => Assert.Contains(region.Pattern.ToString(), all));
        AssertSame(part, RegionEnumerator.Run(Net, Square, new RegionOptions { NodeBudget = budget, Threads = 3 }));
    }

    [Fact]
    public void A_budget_of_exactly_the_nodes_needed_is_enough()
    {
        long nodes = RegionEnumerator.Run(Net, Square).Nodes;
        Assert.True(RegionEnumerator.Run(Net, Square, new RegionOptions { NodeBudget = nodes }).Complete);
        Assert.False(RegionEnumerator.Run(Net, Square, new RegionOptions { NodeBudget = nodes - 1 }).Complete);
    }

    [Fact]
    public void Cancellation_stops_the_search_and_progress_is_told()
    {
        using var source = new CancellationTokenSource();
        var told = new Progress(_ => source.Cancel());
        Assert.Throws<OperationCanceledException>(() => RegionEnumerator.Run(Nets.Random(4, 3, 40, 40, 1), RegionDomain.Cube(3, -2, 2), null, told, source.Token));
        Assert.True(told.Last.Nodes > 0);
    }

    [Fact]
    public void A_huge_network_gives_part_of_its_regions_within_the_budget()
    {
        Network huge = Nets.Random(5, 784, 256, 256, 10);
        RegionEnumeration result = RegionEnumerator.Run(huge, RegionDomain.Cube(784, 0, 1), new RegionOptions { NodeBudget = 300 });
        Assert.False(result.Complete);
        Assert.Equal(300, result.Nodes);
    }

    [Theory]
    [InlineData(2, 100_000_000)]
    [InlineData(8, 100_000_000)]
    [InlineData(16, 12_500_000)]
    [InlineData(784, 10_000)]
    public void The_standard_budget_falls_with_the_features_that_vary(int varying, long nodes)
    {
        double[] lower = new double[varying + 3];
        double[] upper = [.. Enumerable.Repeat(1.0, varying), 0, 0, 0];
        Assert.Equal(nodes, RegionOptions.StandardBudget(new RegionDomain(lower, upper)));
    }

    [Fact]
    public void Slopes_and_skip_connections_agree_with_the_exact_search()
    {
        Network chain = Nets.Random(6, 2, 6, 5, 1);
        float[] slopes = [0.25f, 0, 1, -0.5f, 0.01f];
        HiddenStage second = new(
            [Nets.Block(0, [[1, 2], [0, 0], [-1, 0.5], [0.25, 1], [2, -2]]), chain.Stages[1].Blocks[0]], chain.Stages[1].Bias.ToArray(), slopes);
        HiddenStage first = new(chain.Stages[0].Blocks, chain.Stages[0].Bias.ToArray(), [0, 0.5f, 0, 0.1f, 0, 2]);
        HiddenStage third = HiddenStage.Relu([Nets.Block(1, [[1, 0, 0, -1, 0, 0], [0, 0, 0, 0, 0, 0]]), Nets.Block(2, [[0, 1, 0, 0, 1], [0, 0, 0, 0, 0]])], [0.1f, 0]);
        var network = new Network(chain.Inputs, [first, second, third], new AffineStage([Nets.Block(3, [[1, 1]])], [0]));
        RegionEnumeration fast = RegionEnumerator.Run(network, Square, new RegionOptions { KeepCertificate = true });
        RegionEnumeration exact = RegionEnumerator.Run(network, Square, new RegionOptions { ExactOnly = true });
        Assert.True(fast.Regions.Count > 20);
        Assert.Equal(exact.Regions.Select(r => r.Pattern), fast.Regions.Select(r => r.Pattern));
        Assert.Equal("", fast.Certificate!.Verify(network, fast.Regions).Reason);
    }

    /// <summary>Small integer weights: coinciding, parallel and concurrent hyperplanes, zero rows, hyperplanes along faces of the box.</summary>
    [Fact]
    public void Degenerate_networks_at_random_agree_with_the_exact_search()
    {
        var random = new Random(11);
        for (int trial = 0; trial < 150; trial++)
        {
            int inputs = random.Next(1, 5);
            int[] widths = [inputs, random.Next(1, 8), random.Next(1, 6), random.Next(1, 4), 1];
            var layers = Enumerable.Range(0, 4).Select(l => (Matrix(widths[l + 1], widths[l]), Matrix(1, widths[l + 1])[0])).ToArray();
            Network network = Nets.Chain(layers);
            HalfSpace[] halfSpaces = trial % 3 == 0 ? [new(Matrix(1, inputs)[0], 1)] : [];
            var domain = new RegionDomain(Enumerable.Repeat(-2.0, inputs).ToArray(), Enumerable.Repeat(trial % 2 + 1.0, inputs).ToArray(), halfSpaces);
            RegionEnumeration fast = RegionEnumerator.Run(network, domain, new RegionOptions { KeepCertificate = true });
            RegionEnumeration exact = RegionEnumerator.Run(network, domain, new RegionOptions { ExactOnly = true });
            Assert.Equal(exact.Regions.Select(r => r.Pattern), fast.Regions.Select(r => r.Pattern));
            Assert.Equal("", fast.Certificate!.Verify(network, fast.Regions).Reason);
        }

        double[][] Matrix(int rows, int columns) =>
            Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (double)random.Next(-2, 3)).ToArray()).ToArray();
    }

    [Fact]
    public void Regions_thinner_than_float64_are_found_with_an_exact_witness()
    {
        // Between x = 1 and x = 1 + 2^-60 there is no float64 number.
        Network network = Nets.Chain(([[1], [1]], [-1, -1]), ([[Math.Pow(2, 40), 0], [0, 1]], [-Math.Pow(2, -20), 0]), ([[1, 1]], [0]));
        RegionEnumeration result = RegionEnumerator.Run(network, RegionDomain.Cube(1, 0, 2), new RegionOptions { KeepCertificate = true });
        Assert.Equal(["0000", "1101", "1111"], result.Regions.Select(r => r.Pattern.ToString()));
        Region thin = result.Regions[1];
        Assert.False(thin.IsPointExact);
        Assert.True(thin.Witness[0] > Dyadic.Of(1) && thin.Witness[0] < Dyadic.Of(1) + new Dyadic(1, -60));
        Assert.Equal("", result.Certificate!.Verify(network, result.Regions).Reason);
        var text = new System.IO.StringWriter();
        result.Certificate.Write(text);
        var read = ReluGen.Core.Analysis.Regions.Certificates.RegionCertificate.Read(new System.IO.StringReader(text.ToString()));
        Assert.Equal("", read.Verify(network, result.Regions).Reason);
    }

    [Fact]
    public void Extreme_weights_are_decided_exactly()
    {
        double big = Math.Pow(2, 127);
        double[][] layer = [[big, -big], [-big, big]];
        Network network = Nets.Chain(([[big], [Math.Pow(2, -149)]], [-big, 0]), (layer, [1, 0]), (layer, [0, 0]), (layer, [0, 0]), (layer, [0, 0]), (layer, [0, 0]), (layer, [0, 0]), (layer, [0, 0]), (layer, [0, 0]), (layer, [0, 0]), ([[1, 1]], [0]));
        RegionEnumeration fast = RegionEnumerator.Run(network, RegionDomain.Cube(1, -2, 2), new RegionOptions { KeepCertificate = true });
        RegionEnumeration exact = RegionEnumerator.Run(network, RegionDomain.Cube(1, -2, 2), new RegionOptions { ExactOnly = true });
        Assert.Equal(exact.Regions.Select(r => r.Pattern), fast.Regions.Select(r => r.Pattern));
        Assert.Equal("", fast.Certificate!.Verify(network, fast.Regions).Reason);
    }

    [Fact]
    public void Networks_without_neurons_or_with_all_features_constant_have_one_region()
    {
        Network linear = Nets.Chain(([[1, 2]], [0]));
        Assert.Equal([""], RegionEnumerator.Run(linear, Square).Regions.Select(r => r.Pattern.ToString()));
        Network network = Nets.Shallow([[1, 0], [-1, 0], [1, -1]], [0, 0, 0]);
        Region only = Assert.Single(RegionEnumerator.Run(network, new RegionDomain([0.5, 0.5], [0.5, 0.5])).Regions);
        Assert.Equal("100", only.Pattern.ToString());
        Assert.Equal([0.5, 0.5], only.Point);
    }

    [Fact]
    public void Half_spaces_that_do_not_cut_touch_or_repeat_the_box_change_nothing()
    {
        RegionEnumeration plain = RegionEnumerator.Run(Net, Square);
        HalfSpace[] redundant = [new([1, 0], 1), new([1, 1], 2), new([0, 0], 0.5), new([-1, 0], 7)];
        RegionEnumeration cut = RegionEnumerator.Run(Net, new RegionDomain(Square.Lower, Square.Upper, redundant));
        Assert.Equal(plain.Regions.Select(r => r.Pattern), cut.Regions.Select(r => r.Pattern));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        double nan = double.NaN, infinity = double.PositiveInfinity;
        Names("NaN", () => new RegionDomain([nan], [1]));
        Names("unbounded", () => new RegionDomain([0], [infinity]));
        Names("unbounded", () => RegionDomain.Of(Net));
        Names("lies above", () => new RegionDomain([2], [1]));
        Names("as many", () => new RegionDomain([0, 0], [1]));
        Names("coefficients", () => new RegionDomain([0, 0], [1, 1], [new HalfSpace([1], 0)]));
        Names("finite", () => new HalfSpace([1, nan], 0));
        Names("2 inputs", () => RegionEnumerator.Run(Net, RegionDomain.Cube(3, 0, 1)));
        Names("budget", () => RegionEnumerator.Run(Net, Square, new RegionOptions { NodeBudget = 0 }));
        Names("threads", () => RegionEnumerator.Run(Net, Square, new RegionOptions { Threads = -1 }));
        Names("empty or flat", () => RegionEnumerator.Run(Net, new RegionDomain(Square.Lower, Square.Upper, [new HalfSpace([1, 0], -1)])));
        Names("empty or flat", () => RegionEnumerator.Run(Net, new RegionDomain(Square.Lower, Square.Upper, [new HalfSpace([1, 1], 0), new HalfSpace([-1, -1], 0)])));
        Assert.Throws<InputException>(() => RegionEnumerator.Run(Nets.Shallow([[1, nan]], [0]), Square));

        static void Names(string part, Action action) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(action).Message);
    }

    private static void AssertSame(RegionEnumeration left, RegionEnumeration right)
    {
        Assert.Equal((left.Complete, left.Nodes), (right.Complete, right.Nodes));
        Assert.Equal(left.Regions.Select(r => r.Pattern), right.Regions.Select(r => r.Pattern));
        Assert.Equal(left.Regions.SelectMany(r => r.Witness), right.Regions.SelectMany(r => r.Witness));
    }

    private sealed class Progress(Action<RegionProgress> report) : IProgress<RegionProgress>
    {
        public RegionProgress Last { get; private set; }

        public void Report(RegionProgress value)
        {
            Last = value;
            report(value);
        }
    }
}
