using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Tool.Engines;

namespace ReluGen.Generator.Tests.References;

/// <summary>
/// The generated code of a network with a region table, compiled, on rows of inputs: each row's pattern is in the table, and the map of
/// its region gives the outputs of Forward within the bound of docs/numbers.md.
/// </summary>
internal sealed class TableAgreement : IDisposable
{
    private const double UnitRoundoff = 1.0 / (1 << 24);

    private readonly Network network;
    private readonly CompiledNetwork compiled;
    private readonly float[] output;
    private readonly ulong[] words;
    private readonly Dictionary<int, (float[] Weights, float[] Bias)> maps = [];

    public TableAgreement(NetworkDocument document)
    {
        network = document.Network;
        compiled = CompiledNetwork.Compile(document);
        output = new float[network.OutputCount];
        words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
    }

    /// <summary>Checks a row.</summary>
    /// <returns>The index of its region.</returns>
    public int Check(float[] row)
    {
        compiled.Forward(row, output, words);
        int index = compiled.Region(words);
        Assert.True(index >= 0, $"The pattern at ({string.Join(", ", row)}) is not in the table.");
        (float[] weights, float[] bias) = MapOf(index);
        double[] magnitudes = Magnitudes(row);

        // One rounding more: the coefficients are rounded too.
        double roundings = network.Stages.Append<AffineStage>(network.Output).Sum(static stage => stage.FanIn + 1) + 1;
        for (int o = 0; o < output.Length; o++)
        {
            double y = bias[o];
            for (int j = 0; j < row.Length; j++)
            {
                y += (double)weights[(o * row.Length) + j] * row[j];
            }

            double bound = roundings * UnitRoundoff * magnitudes[o];
            Assert.InRange(y - output[o], -bound, bound);
        }

        return index;
    }

    public void Dispose() => compiled.Dispose();

    /// <summary>AffineMapOf answers from the table where the pattern is in it.</summary>
    private (float[] Weights, float[] Bias) MapOf(int index)
    {
        if (!maps.TryGetValue(index, out (float[] Weights, float[] Bias) map))
        {
            map = (new float[network.OutputCount * network.InputCount], new float[network.OutputCount]);
            compiled.AffineMap(words, map.Weights, map.Bias);
            maps.Add(index, map);
        }

        return map;
    }

    /// <summary>Sum of the magnitudes of the terms of each output of a chain of ReLU stages.</summary>
    private double[] Magnitudes(float[] row)
    {
        BitPattern pattern = BitPattern.From(network.HiddenNeuronCount, words);
        double[] values = Array.ConvertAll(row, static value => (double)Math.Abs(value));
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            values = Sums(network.Stages[l - 1], values, i => pattern[network.FirstBitOf(l) + i]);
        }

        return Sums(network.Output, values, static _ => true);
    }

    private static double[] Sums(AffineStage stage, double[] values, Func<int, bool> isActive)
    {
        var sums = new double[stage.Width];
        for (int i = 0; i < sums.Length; i++)
        {
            if (!isActive(i))
            {
                continue;
            }

            ReadOnlySpan<float> weights = stage.Blocks[0].Row(i);
            sums[i] = Math.Abs(stage.Bias[i]);
            for (int k = 0; k < weights.Length; k++)
            {
                sums[i] += Math.Abs(weights[k]) * values[k];
            }
        }

        return sums;
    }
}
