using System;
using System.Linq;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Equivalence;

public class EquivalenceTests
{
    private const int Networks = 500;

    [Fact]
    public void Random_networks_permuted_and_rescaled_are_recognised_with_the_witness()
    {
        for (int seed = 0; seed < Networks; seed++)
        {
            var random = new Random(seed);
            Network first = RandomSymmetry.Network(random);
            EquivalenceWitness expected = RandomSymmetry.Of(random, first);
            Network second = NetworkSymmetry.Applied(first, expected, out bool isExact);

            EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(first, second);

            Assert.True(isExact);
            Assert.True(verdict.AreEquivalent, $"seed {seed}: {verdict.Distinction?.Message}");
            Assert.Equal(expected.Permutations, verdict.Witness!.Permutations);
            Assert.Equal(expected.Scales, verdict.Witness.Scales);
            Assert.Equal(0, verdict.Nodes);
        }
    }

    [Fact]
    public void Random_networks_with_one_weight_changed_by_one_ulp_are_not()
    {
        for (int seed = 0; seed < Networks; seed++)
        {
            var random = new Random(seed);
            Network first = RandomSymmetry.Network(random);
            Network second = NetworkSymmetry.Applied(RandomSymmetry.Nudged(first, random), RandomSymmetry.Of(random, first), out bool isExact);

            EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(first, second);

            Assert.True(isExact);
            Assert.True(verdict.Kind == EquivalenceKind.NotEquivalent, $"seed {seed}: {verdict.Kind}");
            Assert.NotEmpty(verdict.Distinction!.Message);
        }
    }

    /// <summary>Ten copies of each of two neurons: 20! · 20! matchings agree with what the first stage reads.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Duplicates_are_told_apart_by_what_reads_them(int seed)
    {
        var random = new Random(seed);
        double[][] rows = [.. Enumerable.Range(0, 20).Select(i => i < 10 ? new[] { 1.0, 2 } : [3, -1])];
        double[][] next = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, 20).Select(_ => (double)random.Next(-1, 2)).ToArray())];
        Network first = Nets.Chain((rows, new double[20]), (next, new double[12]), ([[.. Enumerable.Repeat(1.0, 12)]], [0]));
        Network second = NetworkSymmetry.Applied(first, RandomSymmetry.Of(random, first), out _);

        EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(first, second);
        Assert.True(verdict.AreEquivalent);

        next[3][7] += 1;
        Network other = Nets.Chain((rows, new double[20]), (next, new double[12]), ([[.. Enumerable.Repeat(1.0, 12)]], [0]));
        Assert.Equal(EquivalenceKind.NotEquivalent, NetworkEquivalence.AreEquivalent(other, second).Kind);
    }

    [Fact]
    public void Copies_that_nothing_tells_apart_are_matched_in_any_order()
    {
        double[][] rows = [.. Enumerable.Repeat(new[] { 1.0, 2 }, 30)];
        Network first = Nets.Chain((rows, new double[30]), ([[.. Enumerable.Repeat(1.0, 30)]], [0]));
        Network second = NetworkSymmetry.Rescaled(first, [[.. Enumerable.Range(0, 30).Select(static i => Math.Pow(2, i % 5))]], out _);

        EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(first, second);

        Assert.True(verdict.AreEquivalent);
        Assert.Equal(0, verdict.Nodes);
        Assert.Equal(NetworkRelation.Rescaling, NetworkEquivalence.Simplest(first, second).Witness!.Relation);
    }

    /// <summary>
    /// Two stages that read each other as the six edges of a hexagon, or of two triangles: every neuron has two of everything, so that no count tells
    /// the networks apart, and only trying does.
    /// </summary>
    [Fact]
    public void Networks_that_no_colour_tells_apart_are_decided_by_trying()
    {
        Network hexagon = Edges([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)]);
        Network triangles = Edges([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]);

        EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(hexagon, triangles);

        Assert.Equal(EquivalenceKind.NotEquivalent, verdict.Kind);
        Assert.InRange(verdict.Nodes, 1, 6);
        Assert.Equal(EquivalenceKind.Undecided, NetworkEquivalence.AreEquivalent(hexagon, triangles, budget: 0).Kind);
        Assert.True(NetworkEquivalence.AreEquivalent(hexagon, Edges([(3, 1), (1, 5), (5, 0), (0, 2), (2, 4), (4, 3)])).AreEquivalent);

        static Network Edges((int From, int To)[] edges) => Nets.Chain(
            ([.. Enumerable.Repeat(new[] { 1.0 }, 6)], new double[6]),
            ([.. edges.Select(static edge => Enumerable.Range(0, 6).Select(k => k == edge.From || k == edge.To ? 1.0 : 0).ToArray())], new double[6]),
            ([[1, 1, 1, 1, 1, 1]], [0]));
    }

    /// <summary>Neurons whose weights are all 0 have no scale of their own; what reads them, or nothing, decides it.</summary>
    [Theory]
    [InlineData(3, 5, true)]
    [InlineData(3, -5, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    public void Neurons_without_weights_take_their_factor_from_what_reads_them(double before, double after, bool expected)
    {
        EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(With(before), With(after));

        Assert.Equal(expected, verdict.AreEquivalent);
        if (before != 0 && expected)
        {
            Assert.Equal("3/5", verdict.Witness!.Scales[0][1].ToString());
        }

        static Network With(double weight) => Nets.Chain(([[1, 0], [0, 0]], [1, 0]), ([[1, weight]], [2]));
    }

    /// <summary>Two silent neurons that read two silent neurons and are read by nobody: products around the cycle cannot be rescaled away.</summary>
    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Silent_neurons_that_only_read_each_other_are_compared_too(double last, bool expected)
    {
        Assert.Equal(expected, NetworkEquivalence.AreEquivalent(With(1, 2, 4, 8), With(1, 1, 1, last / 8)).AreEquivalent);

        static Network With(double a, double b, double c, double d) => Nets.Chain(
            ([[0], [0]], [0, 0]),
            ([[a, b], [c, d]], [0, 0]),
            ([[0, 0]], [0]));
    }

    [Fact]
    public void Skip_connections_and_slopes_belong_to_the_network()
    {
        Network first = Skipping(0.25f, 3);

        Assert.True(NetworkEquivalence.AreEquivalent(first, NetworkSymmetry.Rescaled(first, [[2, 0.5], [8]], out _)).AreEquivalent);
        Assert.Equal(EquivalenceKind.NotEquivalent, NetworkEquivalence.AreEquivalent(first, Skipping(0.5f, 3)).Kind);
        Assert.Equal(EquivalenceKind.NotEquivalent, NetworkEquivalence.AreEquivalent(first, Skipping(0.25f, 4)).Kind);

        // A block of zeros is no block.
        Assert.Equal(NetworkRelation.Identical, NetworkEquivalence.Simplest(Skipping(0.25f, 0), Skipping(0.25f, null)).Witness!.Relation);

        static Network Skipping(float slope, float? skip) => new(
            InputFeature.Unnamed(1),
            [
                new HiddenStage([new WeightBlock(0, 2, 1, [1, -2])], [3, 1], [slope, 0]),
                HiddenStage.Relu(skip is null ? [new WeightBlock(1, 1, 2, [1, 5])] : [new WeightBlock(0, 1, 1, [skip.Value]), new WeightBlock(1, 1, 2, [1, 5])], [1]),
            ],
            new AffineStage([new WeightBlock(0, 1, 1, [7]), new WeightBlock(1, 1, 2, [1, 2]), new WeightBlock(2, 1, 1, [4])], [0]));
    }

    [Fact]
    public void Shapes_links_and_single_numbers_are_distinctions()
    {
        Network network = Nets.Random(1, 3, 4, 2);
        Assert.Equal((DistinctionKind.Shape, 1), Kind(Nets.Random(1, 3, 5, 2)));
        Assert.Equal((DistinctionKind.Shape, 0), Kind(Nets.Random(1, 3, 4, 4, 2)));
        Assert.Equal((DistinctionKind.Shape, 0), Kind(new Network(network.Inputs, network.Stages, network.Output, Link.Sigmoid)));
        Assert.Equal((DistinctionKind.Incoming, 1), Kind(Nets.Random(2, 3, 4, 2)));
        Assert.Equal((DistinctionKind.Incoming, 2), Kind(new Network(network.Inputs, network.Stages, new AffineStage(network.Output.Blocks, [0, 1]))));

        (DistinctionKind, int) Kind(Network other)
        {
            Distinction distinction = NetworkEquivalence.AreEquivalent(network, other).Distinction!;
            return (distinction.Kind, distinction.Stage);
        }
    }

    [Fact]
    public void The_checker_refuses_every_witness_with_one_error()
    {
        var random = new Random(7);
        Network first = RandomSymmetry.Network(random);
        EquivalenceWitness witness = RandomSymmetry.Of(random, first);
        Network second = NetworkSymmetry.Applied(first, witness, out _);
        Assert.Null(WitnessChecker.Check(first, second, witness));
        Assert.NotNull(WitnessChecker.Check(second, first, witness));
        for (int l = 0; l < witness.Scales.Count; l++)
        {
            for (int k = 0; k < witness.Scales[l].Count; k++)
            {
                Ratio[][] scales = [.. witness.Scales.Select(static list => list.ToArray())];
                scales[l][k] *= new Ratio(3, 2);
                Assert.NotNull(WitnessChecker.Check(first, second, new EquivalenceWitness(witness.Permutations, scales)));
                int[][] places = [.. witness.Permutations.Select(static list => list.ToArray())];
                (places[l][k], places[l][0]) = (places[l][0], places[l][k]);
                Assert.Equal(k == 0, WitnessChecker.Check(first, second, new EquivalenceWitness(places, witness.Scales)) is null);
            }
        }

        Assert.NotNull(WitnessChecker.Check(first, RandomSymmetry.Nudged(second, random), witness));
    }

    [Fact]
    public void Factors_need_not_be_powers_of_two()
    {
        Network first = Nets.Chain(([[5], [3]], [0, 0]), ([[77, 7], [91, 0]], [0, 0]), ([[1, 1]], [0]));
        Network second = Nets.Chain(([[7], [1]], [0, 0]), ([[55, 21], [65, 0]], [0, 0]), ([[1, 1]], [0]));

        EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(first, second);

        Assert.True(verdict.AreEquivalent, verdict.Distinction?.Message);
        Assert.Equal(["7/5", "1/3"], verdict.Witness!.Scales[0].Select(static scale => scale.ToString()));

        // A factor that float32 cannot hold changes the network, by less than one could see.
        Network rounded = NetworkSymmetry.Applied(first, new EquivalenceWitness([[0, 1], [0, 1]], [[new Ratio(7, 3), Ratio.One], [Ratio.One, Ratio.One]]), out bool isExact);
        Assert.False(isExact);
        Assert.Equal(EquivalenceKind.NotEquivalent, NetworkEquivalence.AreEquivalent(first, rounded).Kind);
    }

    /// <summary>Two primes of 24 digits: the products of factors do not fit 64 digits.</summary>
    [Fact]
    public void Factors_of_many_digits_are_multiplied_out()
    {
        const double large = 16777199;
        const double small = 16777183;
        Network first = Nets.Chain(([[large]], [0]), ([[1]], [0]), ([[small]], [0]));

        EquivalenceVerdict verdict = NetworkEquivalence.AreEquivalent(first, Nets.Chain(([[small]], [0]), ([[1]], [0]), ([[large]], [0])));

        Assert.True(verdict.AreEquivalent);
        Assert.Equal("16777183/16777199", verdict.Witness!.Scales[1][0].ToString());
        Assert.Equal(EquivalenceKind.NotEquivalent, NetworkEquivalence.AreEquivalent(first, Nets.Chain(([[small]], [0]), ([[1]], [0]), ([[large - 1]], [0]))).Kind);
    }
}
