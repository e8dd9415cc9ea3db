using System;
using System.Linq;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Analysis.Equivalence.Nearest;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Equivalence;

public class NearestMatchingTests
{
    /// <summary>What an export through half precision leaves: ten digits of each weight.</summary>
    [Fact]
    public void A_rounded_network_keeps_its_neurons()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            Network first = Nets.Random(seed, 6, 20, 16, 3);
            EquivalenceWitness witness = RandomSymmetry.Of(random, first);
            Network second = Mapped(NetworkSymmetry.Applied(first, witness, out _), static value => (float)(Half)value);

            NearestMatch match = NearestMatching.Of(first, second)!;

            Assert.Equal(witness.Permutations, match.Permutations);
            Assert.InRange(match.Largest, 1e-6, 4e-3);
            Assert.False(NetworkEquivalence.AreEquivalent(first, second).AreEquivalent);
        }
    }

    [Fact]
    public void Distances_are_those_of_unit_rows()
    {
        Network first = Nets.Chain(([[3, 0], [0, 2]], [0, 0]), ([[1, 1]], [0]));
        Network second = Nets.Chain(([[0, 4], [-5, 0]], [0, 0]), ([[0.5, 0.6]], [0]));

        NearestMatch match = NearestMatching.Of(first, second)!;

        // (0, 4) is (0, 2) twice; (−5, 0) is opposite to what is left. The outputs read 3 h0 + 2 h1 and 2 h1' + 3 h0'.
        Assert.Equal([1, 0], match.Permutations[0]);
        Assert.Equal([0, 2], match.Distances[0]);
        Assert.Equal(0, match.OutputDistances[0], 7);
        Assert.Null(NearestMatching.Of(first, Nets.Random(1, 2, 3, 1)));
    }

    /// <summary>The assignment against all permutations.</summary>
    [Fact]
    public void The_assignment_costs_least()
    {
        var random = new Random(1);
        for (int round = 0; round < 50; round++)
        {
            int n = random.Next(1, 6);
            double[][] costs = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, n).Select(_ => (double)random.Next(20)).ToArray())];

            int[] columns = Assignment.Least(costs, default);

            Assert.Equal(Enumerable.Range(0, n), columns.Order());
            Assert.Equal(Best(0, 0), columns.Select((column, row) => costs[row][column]).Sum());

            double Best(int row, int taken) => row == n
                ? 0
                : Enumerable.Range(0, n).Where(column => (taken >> column & 1) == 0).Min(column => costs[row][column] + Best(row + 1, taken | 1 << column));
        }
    }

    private static Network Mapped(Network network, Func<float, float> map)
    {
        HiddenStage[] stages = [.. network.Stages.Select(stage => new HiddenStage(Blocks(stage), All(stage.Bias), stage.Slopes.ToArray()))];
        return new Network(network.Inputs, stages, new AffineStage(Blocks(network.Output), All(network.Output.Bias)));

        WeightBlock[] Blocks(AffineStage stage) => [.. stage.Blocks.Select(block => new WeightBlock(block.Source, block.Rows, block.Columns, All(block.Values)))];

        float[] All(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => map(value));
    }
}
