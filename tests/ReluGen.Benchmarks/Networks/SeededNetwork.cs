using System;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Benchmarks.Networks;

/// <summary>Networks of random weights that are the same on every machine.</summary>
internal static class SeededNetwork
{
    /// <summary>A chain of ReLU layers of the given widths (input first, output last) with He-normal weights.</summary>
    public static Network Of(int seed, params int[] widths)
    {
        var random = new Random(seed);
        AffineStage[] stages = Enumerable.Range(1, widths.Length - 1)
            .Select(l => Stage(random, l - 1, widths[l - 1], widths[l], l < widths.Length - 1))
            .ToArray();
        return new Network(InputFeature.Unnamed(widths[0]), stages.OfType<HiddenStage>().ToArray(), stages[^1]);
    }

    /// <summary>A sample of the standard normal distribution (Box and Muller).</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static AffineStage Stage(Random random, int source, int inputs, int outputs, bool hidden)
    {
        double deviation = Math.Sqrt(2.0 / inputs);
        var weights = new float[inputs * outputs];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(deviation * Normal(random));
        }

        var bias = new float[outputs];
        for (int i = 0; i < outputs; i++)
        {
            bias[i] = (float)(0.1 * Normal(random));
        }

        WeightBlock[] blocks = [new WeightBlock(source, outputs, inputs, weights)];
        return hidden ? HiddenStage.Relu(blocks, bias) : new AffineStage(blocks, bias);
    }
}
