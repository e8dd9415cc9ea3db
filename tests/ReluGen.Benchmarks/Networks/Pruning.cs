using System;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Benchmarks.Networks;

/// <summary>Pruning by magnitude.</summary>
internal static class Pruning
{
    /// <summary>The network with the smallest weights of each stage set to 0; biases stay.</summary>
    /// <param name="network">The network.</param>
    /// <param name="share">Share of a stage's weights that become 0. Of equal magnitudes the first goes first.</param>
    public static Network Prune(Network network, double share)
    {
        HiddenStage[] stages = network.Stages
            .Select(stage => new HiddenStage(Prune(stage, share), stage.Bias.ToArray(), stage.Slopes.ToArray()))
            .ToArray();
        var output = new AffineStage(Prune(network.Output, share), network.Output.Bias.ToArray());
        return new Network(network.Inputs, stages, output, network.Link);
    }

    private static WeightBlock[] Prune(AffineStage stage, double share) =>
        stage.Blocks.Select(block => Prune(block, share)).ToArray();

    private static WeightBlock Prune(WeightBlock block, double share)
    {
        float[] values = block.Values.ToArray();
        int[] byMagnitude = Enumerable.Range(0, values.Length).OrderBy(i => Math.Abs(values[i])).ToArray();
        foreach (int i in byMagnitude.Take((int)(share * values.Length)))
        {
            values[i] = 0;
        }

        return new WeightBlock(block.Source, block.Rows, block.Columns, values);
    }
}
