using System;
using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>An ordinary forward pass in exact arithmetic.</summary>
internal sealed class ExactActivations
{
    private ExactActivations(Dyadic[][] values, BitPattern pattern, bool hasTie)
    {
        Values = values;
        Pattern = pattern;
        HasTie = hasTie;
    }

    /// <summary>Activations by source: 0 is the input, l the hidden stage l.</summary>
    public Dyadic[][] Values { get; }

    /// <summary>The activation pattern: set where a pre-activation is positive.</summary>
    public BitPattern Pattern { get; }

    /// <summary>True if some pre-activation is exactly 0.</summary>
    public bool HasTie { get; }

    /// <summary>Evaluates the hidden stages.</summary>
    public static ExactActivations Of(Network network, IReadOnlyList<Dyadic> point)
    {
        var values = new Dyadic[network.Stages.Count + 1][];
        values[0] = [.. point];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        bool hasTie = false;
        for (int l = 1; l < values.Length; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            values[l] = new Dyadic[stage.Width];
            for (int i = 0; i < stage.Width; i++)
            {
                Dyadic z = PreActivation(stage, i, values);
                hasTie |= z.Sign == 0;
                if (z.Sign > 0)
                {
                    BitPattern.Set(words, network.FirstBitOf(l) + i);
                }

                values[l][i] = z.Sign > 0 ? z : z * Dyadic.Of(stage.Slopes[i]);
            }
        }

        return new ExactActivations(values, BitPattern.From(network.HiddenNeuronCount, words), hasTie);
    }

    private static Dyadic PreActivation(AffineStage stage, int neuron, Dyadic[][] values)
    {
        Dyadic sum = Dyadic.Of(stage.Bias[neuron]);
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> weights = block.Row(neuron);
            for (int k = 0; k < weights.Length; k++)
            {
                if (weights[k] != 0 && values[block.Source][k].Sign != 0)
                {
                    sum += Dyadic.Of(weights[k]) * values[block.Source][k];
                }
            }
        }

        return sum;
    }
}
