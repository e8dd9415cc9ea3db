using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Generator.Tests.Harness;

/// <summary>Seeded networks of any shape.</summary>
internal static class RandomNetworks
{
    /// <summary>Widths: inputs, hidden stages, outputs. Every stage reads the one before it.</summary>
    public static Network Chain(int seed, bool leaky, params int[] widths)
    {
        var random = new Random(seed);
        var stages = new List<HiddenStage>();
        for (int l = 1; l < widths.Length - 1; l++)
        {
            stages.Add(Stage(random, leaky, widths[l], (l - 1, widths[l - 1])));
        }

        AffineStage output = Affine(random, widths[^1], (widths.Length - 2, widths[^2]));
        return new Network(InputFeature.Unnamed(widths[0]), stages, output);
    }

    /// <summary>Every stage, and the output, reads the input and all stages before it.</summary>
    public static Network Dense(int seed, bool leaky, params int[] widths)
    {
        var random = new Random(seed);
        var stages = new List<HiddenStage>();
        for (int l = 1; l < widths.Length - 1; l++)
        {
            stages.Add(Stage(random, leaky && l % 2 == 0, widths[l], Sources(widths, l)));
        }

        return new Network(InputFeature.Unnamed(widths[0]), stages, Affine(random, widths[^1], Sources(widths, widths.Length - 1)));
    }

    /// <summary>The network with seven of every eight weights 0.</summary>
    public static Network Pruned(Network network)
    {
        var random = new Random(2);
        WeightBlock[] Blocks(AffineStage stage) => [.. stage.Blocks.Select(block =>
            new WeightBlock(block.Source, block.Rows, block.Columns, [.. block.Values.ToArray().Select(value => random.Next(8) == 0 ? value : 0)]))];
        HiddenStage[] stages = [.. network.Stages.Select(stage => new HiddenStage(Blocks(stage), stage.Bias.ToArray(), stage.Slopes.ToArray()))];
        return new Network(network.Inputs, stages, new AffineStage(Blocks(network.Output), network.Output.Bias.ToArray()));
    }

    /// <summary>The network with the biases of all hidden neurons lowered by <paramref name="shift"/>, so that few are active.</summary>
    public static Network Quiet(Network network, float shift) => new(
        network.Inputs,
        [.. network.Stages.Select(stage => new HiddenStage(stage.Blocks, [.. stage.Bias.ToArray().Select(bias => bias - shift)], stage.Slopes.ToArray()))],
        network.Output);

    /// <summary>One row of standard normal values.</summary>
    public static float[] Input(Random random, int count)
    {
        var row = new float[count];
        for (int i = 0; i < count; i++)
        {
            row[i] = Normal(random);
        }

        return row;
    }

    private static (int Source, int Width)[] Sources(int[] widths, int before)
    {
        var sources = new (int, int)[before];
        for (int s = 0; s < before; s++)
        {
            sources[s] = (s, widths[s]);
        }

        return sources;
    }

    private static HiddenStage Stage(Random random, bool leaky, int width, params (int, int)[] sources)
    {
        AffineStage affine = Affine(random, width, sources);
        var slopes = new float[width];
        for (int i = 0; i < width && leaky; i++)
        {
            slopes[i] = i % 3 == 0 ? 0 : 0.01f * i;
        }

        return new HiddenStage(affine.Blocks, affine.Bias.ToArray(), slopes);
    }

    private static AffineStage Affine(Random random, int width, params (int Source, int Width)[] sources)
    {
        int fanIn = 0;
        foreach ((_, int columns) in sources)
        {
            fanIn += columns;
        }

        float scale = MathF.Sqrt(2f / fanIn);
        var blocks = new List<WeightBlock>();
        foreach ((int source, int columns) in sources)
        {
            blocks.Add(new WeightBlock(source, width, columns, Values(random, width * columns, scale)));
        }

        return new AffineStage(blocks, Values(random, width, 0.3f));
    }

    private static float[] Values(Random random, int count, float scale)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Normal(random) * scale;
        }

        return values;
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
