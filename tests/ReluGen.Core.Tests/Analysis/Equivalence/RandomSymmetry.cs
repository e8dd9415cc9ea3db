using System;
using System.Linq;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Equivalence;

/// <summary>Random networks, their symmetries, and the smallest changes that are none.</summary>
internal static class RandomSymmetry
{
    /// <summary>A chain of one to three hidden stages of up to twelve neurons.</summary>
    public static Network Network(Random random) =>
        Nets.Random(random.Next(), [.. Enumerable.Range(0, random.Next(3, 6)).Select(_ => random.Next(1, 13))]);

    /// <summary>A permutation of each stage and powers of two.</summary>
    public static EquivalenceWitness Of(Random random, Network network) => new(
        [.. network.Stages.Select(stage => Permutation(random, stage.Width))],
        [.. network.Stages.Select(stage => Enumerable.Range(0, stage.Width).Select(_ => PowerOfTwo(random.Next(-8, 9))).ToArray())]);

    /// <summary>The network with one weight or bias moved to the next float32.</summary>
    public static Network Nudged(Network network, Random random)
    {
        int chosen = random.Next((int)network.ParameterCount);
        int seen = 0;
        HiddenStage[] stages = [.. network.Stages.Select(stage => new HiddenStage(Blocks(stage), Bias(stage), stage.Slopes.ToArray()))];
        return new Network(network.Inputs, stages, new AffineStage(Blocks(network.Output), Bias(network.Output)));

        WeightBlock[] Blocks(AffineStage stage) =>
            [.. stage.Blocks.Select(block => new WeightBlock(block.Source, block.Rows, block.Columns, Next(block.Values)))];

        float[] Bias(AffineStage stage) => Next(stage.Bias);

        float[] Next(ReadOnlySpan<float> values)
        {
            float[] next = values.ToArray();
            if (chosen >= seen && chosen < seen + next.Length)
            {
                next[chosen - seen] = MathF.BitIncrement(next[chosen - seen]);
            }

            seen += next.Length;
            return next;
        }
    }

    private static int[] Permutation(Random random, int count)
    {
        int[] permutation = [.. Enumerable.Range(0, count)];
        random.Shuffle(permutation);
        return permutation;
    }

    private static Ratio PowerOfTwo(int exponent) => exponent < 0 ? new Ratio(1, 1 << -exponent) : new Ratio(1 << exponent, 1);
}
