using System;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>Lists of exact maps: whichever way they are computed and by however many threads, they are those of reverse accumulation.</summary>
public sealed class ExactAffineMapTests
{
    [Theory]
    [InlineData(1, 5)] // stage by stage from the input is cheaper
    [InlineData(9, 1)] // from the outputs back is
    public void A_list_has_the_maps_of_its_patterns_in_its_order(int inputs, int outputs)
    {
        Network network = WithSlopesAndSkips(inputs, outputs);
        var random = new Random(inputs);
        BitPattern[] patterns = Enumerable.Range(0, 600).Select(_ => BitPattern.From(18, [(ulong)random.Next(1 << 18)])).Order().ToArray();
        patterns = [.. patterns, .. patterns.Take(20).Reverse()];
        var maps = new ExactAffineMaps(network);
        ExactAffineMap[] expected = patterns.Select(maps.Of).ToArray();
        Assert.Equal(expected, maps.Of(patterns, threads: 1));
        Assert.Equal(expected, maps.Of(patterns, threads: 3));
    }

    [Fact]
    public void A_pattern_of_another_length_is_named_and_a_list_can_be_cancelled()
    {
        var maps = new ExactAffineMaps(WithSlopesAndSkips(2, 1));
        Assert.Contains("18 hidden neurons", Assert.Throws<ArgumentException>(() => maps.Of([new BitPattern(17)]).ToArray()).Message);
        Assert.Throws<OperationCanceledException>(() => maps.Of([new BitPattern(18)], cancellation: new CancellationToken(canceled: true)).ToArray());
        Assert.Empty(maps.Of([]));
    }

    private static Network WithSlopesAndSkips(int inputs, int outputs)
    {
        var random = new Random(7);
        HiddenStage first = new([Block(0, 8, inputs)], Values(8), [0, 0.5f, 0, 0, 1, -0.25f, 0, 0]);
        HiddenStage second = HiddenStage.Relu([Block(0, 6, inputs), Block(1, 6, 8)], Values(6));
        HiddenStage third = HiddenStage.Relu([Block(1, 4, 8), Block(2, 4, 6)], Values(4));
        return new Network(InputFeature.Unnamed(inputs), [first, second, third], new AffineStage([Block(0, outputs, inputs), Block(2, outputs, 6), Block(3, outputs, 4)], Values(outputs)));

        WeightBlock Block(int source, int rows, int columns) => new(source, rows, columns, Values(rows * columns));

        float[] Values(int count) => Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray();
    }
}
