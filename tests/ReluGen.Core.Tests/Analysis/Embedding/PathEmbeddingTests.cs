using System;
using System.Linq;
using ReluGen.Core.Analysis.Embedding;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Tests.Analysis.Regions;
using ExactForward = ReluGen.Core.Evaluation.ExactForward;

namespace ReluGen.Core.Tests.Analysis.Embedding;

public class PathEmbeddingTests
{
    /// <summary>y = 7 x + h1 + 2 h2 + 4 g, with h1 leaky, h2 and g relu, and g reading x too.</summary>
    private static Network Skipping => new(
        InputFeature.Unnamed(1),
        [
            new HiddenStage([new WeightBlock(0, 2, 1, [1, -2])], [3, 1], [0.25f, 0]),
            HiddenStage.Relu([new WeightBlock(0, 1, 1, [3]), new WeightBlock(1, 1, 2, [1, 5])], [1]),
        ],
        new AffineStage([new WeightBlock(0, 1, 1, [7]), new WeightBlock(1, 1, 2, [1, 2]), new WeightBlock(2, 1, 1, [4])], [6]));

    [Fact]
    public void Skip_connections_and_slopes_have_paths()
    {
        PathEmbedding embedding = PathEmbedding.Of(Skipping);

        Assert.Equal(
            [
                "x0 = 7", "x0 1:0 = 1", "x0 1:0 2:0 = 4", "x0 1:1 = -4", "x0 1:1 2:0 = -40", "x0 2:0 = 12",
                "b 1:0 = 3", "b 1:0 2:0 = 12", "b 1:1 = 2", "b 1:1 2:0 = 20", "b 2:0 = 4", "b = 6",
            ],
            embedding.Paths.Select((path, p) => $"{path} = {embedding[p][0].ToDouble()}"));
        Assert.Equal(12, PathEmbedding.CountOf(Skipping));

        // At x = −7: h1 = −4/4 = −1, h2 = 15, g = relu(−21 − 1 + 75 + 1) = 54, y = −49 − 1 + 30 + 216 + 6.
        Assert.Equal(202, Product(Skipping, -7)[0].ToDouble());
    }

    [Fact]
    public void The_identity_holds_for_random_networks_and_points()
    {
        var random = new Random(3);
        for (int seed = 0; seed < 60; seed++)
        {
            Network network = seed % 3 == 0 ? Skipping : Nets.Random(seed, random.Next(1, 4), random.Next(1, 5), random.Next(1, 5), random.Next(1, 4));
            double[] point = [.. Enumerable.Range(0, network.InputCount).Select(_ => random.NextDouble() * 20 - 10)];

            Assert.Equal(ExactForward.Run(network, [.. point.Select(Dyadic.Of)]).Outputs(), Product(network, point));
        }
    }

    [Fact]
    public void Norms_agree_with_the_values()
    {
        Network network = Nets.Random(5, 3, 4, 3, 2);
        PathEmbedding embedding = PathEmbedding.Of(network);
        double[] values = [.. Enumerable.Range(0, embedding.Paths.Count).SelectMany(p => embedding[p]).Select(static value => Math.Abs(value.ToDouble()))];

        foreach (double q in (double[])[0.5, 1, 2, 3])
        {
            double expected = Math.Pow(values.Sum(value => Math.Pow(value, q)), 1 / q);
            Assert.InRange(PathNorm.Of(network, q) / expected, 1 - 1e-13, 1 + 1e-13);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => PathNorm.Of(network, 0));
    }

    [Fact]
    public void More_paths_than_the_limit_are_refused_and_counted()
    {
        Network network = Nets.Random(1, 10, 20, 20, 1);

        ArgumentException error = Assert.Throws<ArgumentException>(() => PathEmbedding.Of(network, limit: 4420));
        Assert.Contains("4421 paths", error.Message);
        Assert.Equal(4421, PathEmbedding.Of(network).Paths.Count);
    }

    [Fact]
    public void Admissibility_names_the_neurons()
    {
        Assert.True(Admissibility.Of(Skipping).Holds);
        Admissibility not = Admissibility.Of(Nets.Chain(([[0], [0], [1]], [0, 1, 0]), ([[1, 0, 0]], [0])));

        Assert.False(not.Holds);
        Assert.Equal([new NeuronAddress(1, 0)], not.WithoutIncoming);
        Assert.Equal([new NeuronAddress(1, 1), new NeuronAddress(1, 2)], not.WithoutOutgoing);
    }

    private static Dyadic[] Product(Network network, params double[] point)
    {
        PathEmbedding embedding = PathEmbedding.Of(network);
        Dyadic[] exact = [.. point.Select(Dyadic.Of)];
        BitPattern pattern = ExactForward.Run(network, exact).Pattern;
        return embedding.Product(embedding.Activations(exact, pattern));
    }
}
