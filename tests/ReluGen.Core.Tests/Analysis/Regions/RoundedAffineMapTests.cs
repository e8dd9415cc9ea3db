using System;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>Maps rounded once: the fast way gives the bits of exact arithmetic.</summary>
public sealed class RoundedAffineMapTests
{
    [Theory]
    [InlineData(1, 0f)]
    [InlineData(2, 0.01f)]
    [InlineData(3, 0f)]
    public void The_bits_are_those_of_exact_arithmetic(int seed, float slope)
    {
        var random = new Random(seed);
        HiddenStage first = Stage(random, 24, slope, (0, 5));
        HiddenStage second = Stage(random, 24, slope, (0, 5), (1, 24));
        var output = new AffineStage([Block(random, 1, 3, 24), Block(random, 2, 3, 24)], Values(random, 3));
        var network = new Network(InputFeature.Unnamed(5), [first, second], output);
        var maps = new RoundedAffineMaps(network);
        for (int i = 0; i < 200; i++)
        {
            AssertExact(network, maps, BitPattern.From(48, [(ulong)random.NextInt64() & ((1UL << 48) - 1)]));
        }

        Assert.InRange(maps.ExactRows, 0, 6);
    }

    /// <summary>What float64 cannot decide: a tie between two float32 numbers, sums that cancel, and products that underflow.</summary>
    [Theory]
    [InlineData(1f, 5.9604645e-8f, 1f, 1f)]
    [InlineData(3f, -3f, 1f, 1f)]
    [InlineData(0.1f, 1e-30f, 1f, 1e-15f)]
    [InlineData(1e-45f, 1e-45f, 1e-45f, 1e-45f)]
    [InlineData(1e30f, -1e30f, 1e30f, 1e30f)]
    public void Hard_cases_are_computed_exactly(float first, float second, float outer, float outer2)
    {
        HiddenStage stage = HiddenStage.Relu([new WeightBlock(0, 2, 1, [first, second])], [first, second]);
        var network = new Network(InputFeature.Unnamed(1), [stage], new AffineStage([new WeightBlock(1, 1, 2, [outer, outer2])], [0]));
        var maps = new RoundedAffineMaps(network);
        AssertExact(network, maps, BitPattern.From(2, [3]));
        AssertExact(network, maps, BitPattern.From(2, [1]));
    }

    private static void AssertExact(Network network, RoundedAffineMaps maps, BitPattern pattern)
    {
        var weights = new float[network.OutputCount * network.InputCount];
        var bias = new float[network.OutputCount];
        maps.Of(pattern, weights, bias);
        ExactAffineMap exact = new ExactAffineMaps(network).Of(pattern);
        Assert.Equal(exact.Weights.Select(static value => value.ToSingle()), weights);
        Assert.Equal(exact.Bias.Select(static value => value.ToSingle()), bias);
    }

    private static HiddenStage Stage(Random random, int width, float slope, params (int Source, int Columns)[] blocks) =>
        new([.. blocks.Select(block => Block(random, block.Source, width, block.Columns))], Values(random, width), [.. Enumerable.Repeat(slope, width)]);

    private static WeightBlock Block(Random random, int source, int rows, int columns) => new(source, rows, columns, Values(random, rows * columns));

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
