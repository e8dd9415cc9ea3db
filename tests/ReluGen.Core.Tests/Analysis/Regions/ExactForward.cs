using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>A chain of stages with slopes 0 and 1, evaluated in exact arithmetic by its definition.</summary>
internal static class ExactForward
{
    /// <summary>The bits of each stage, as 0 and 1: stage l is element l − 1.</summary>
    public static string[] Bits(Network network, IReadOnlyList<Dyadic> point)
    {
        Dyadic[] values = point.ToArray();
        var bits = new List<string>();
        foreach (HiddenStage stage in network.Stages)
        {
            Dyadic[] z = Enumerable.Range(0, stage.Width).Select(i => PreActivation(stage, i, values)).ToArray();
            bits.Add(string.Concat(z.Select(static value => value.Sign > 0 ? '1' : '0')));
            values = z.Select((value, i) => value.Sign > 0 ? value : Dyadic.Of(stage.Slopes[i]) * value).ToArray();
        }

        return bits.ToArray();
    }

    private static Dyadic PreActivation(AffineStage stage, int neuron, Dyadic[] values)
    {
        Dyadic sum = Dyadic.Of(stage.Bias[neuron]);
        float[] weights = stage.Blocks.Single().Row(neuron).ToArray();
        for (int k = 0; k < weights.Length; k++)
        {
            if (weights[k] != 0)
            {
                sum += Dyadic.Of(weights[k]) * values[k];
            }
        }

        return sum;
    }
}
