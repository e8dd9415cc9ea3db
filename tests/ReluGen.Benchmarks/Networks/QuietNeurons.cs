using System;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Benchmarks.Networks;

/// <summary>Networks of which few neurons are active at a time, as many trained ones are.</summary>
internal static class QuietNeurons
{
    private const int Probes = 200;

    /// <summary>The chain with the bias of every hidden neuron moved, so that a share of inputs drawn from [-1, 1] activates it.</summary>
    /// <param name="network">A chain of ReLU stages.</param>
    /// <param name="share">The share.</param>
    public static Network In(Network network, double share)
    {
        var random = new Random(1);
        double[][] values = [.. Enumerable.Range(0, Probes).Select(_ => Enumerable.Range(0, network.InputCount).Select(_ => random.NextDouble() * 2 - 1).ToArray())];
        var stages = new HiddenStage[network.Stages.Count];
        for (int l = 0; l < stages.Length; l++)
        {
            stages[l] = Quiet(network.Stages[l], ref values, share);
        }

        return new Network(network.Inputs, stages, network.Output, network.Link);
    }

    /// <summary>Moves the biases of a stage, and takes the values to its activations.</summary>
    private static HiddenStage Quiet(HiddenStage stage, ref double[][] values, double share)
    {
        float[] weights = stage.Blocks[0].Values.ToArray(), bias = new float[stage.Width];
        double[][] sums = [.. values.Select(row => Sums(weights, row, stage.Width))];
        for (int i = 0; i < bias.Length; i++)
        {
            double[] sorted = [.. sums.Select(row => row[i]).Order()];
            bias[i] = (float)-sorted[(int)((1 - share) * (Probes - 1))];
        }

        values = [.. sums.Select(row => row.Select((sum, i) => Math.Max(0, sum + bias[i])).ToArray())];
        return HiddenStage.Relu(stage.Blocks, bias);
    }

    private static double[] Sums(float[] weights, double[] row, int neurons) =>
        [.. Enumerable.Range(0, neurons).Select(i => row.Select((value, k) => value * weights[(i * row.Length) + k]).Sum())];
}
