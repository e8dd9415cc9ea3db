using System;
using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Evaluation;

/// <summary>The network in exact arithmetic, at an exact point.</summary>
public sealed class ExactForward
{
    private readonly Network network;
    private readonly Dyadic[][] values;

    private ExactForward(Network network, Dyadic[][] values, BitPattern pattern, bool hasTie)
    {
        this.network = network;
        this.values = values;
        Pattern = pattern;
        HasTie = hasTie;
    }

    /// <summary>Activations by source: 0 is the input, l the hidden stage l.</summary>
    public IReadOnlyList<IReadOnlyList<Dyadic>> Values => values;

    /// <summary>The activation pattern; a pre-activation of 0 has bit 0.</summary>
    public BitPattern Pattern { get; }

    /// <summary>True if some pre-activation is exactly 0.</summary>
    public bool HasTie { get; }

    /// <summary>The outputs before the link; computed anew at each call.</summary>
    public Dyadic[] Outputs()
    {
        var outputs = new Dyadic[network.OutputCount];
        for (int o = 0; o < outputs.Length; o++)
        {
            outputs[o] = Affine(network.Output, o, values);
        }

        return outputs;
    }

    /// <summary>Evaluates the hidden stages.</summary>
    /// <param name="network">The network; all weights are finite.</param>
    /// <param name="input">One value an input.</param>
    /// <remarks>Cost: a multiplication of exact numbers for each weight; their digits grow by 24 a stage.</remarks>
    /// <exception cref="ArgumentException">There are more or fewer values than inputs.</exception>
    public static ExactForward Run(Network network, IReadOnlyList<Dyadic> input)
    {
        if (input.Count != network.InputCount)
        {
            throw new ArgumentException($"The network has {network.InputCount} inputs, the point {input.Count} values.", nameof(input));
        }

        return Through(network, [.. input], network.Stages.Count);
    }

    /// <summary>The sign of one pre-activation at a point, for which only the stages before it are evaluated.</summary>
    /// <param name="network">The network; all weights are finite.</param>
    /// <param name="point">One value an input.</param>
    /// <param name="stage">The hidden stage, from 1.</param>
    /// <param name="neuron">The neuron, from 0.</param>
    public static int SignAt(Network network, double[] point, int stage, int neuron) =>
        Affine(network.Stages[stage - 1], neuron, Through(network, Array.ConvertAll(point, Dyadic.Of), stage - 1).values).Sign;

    private static ExactForward Through(Network network, Dyadic[] input, int stages)
    {
        var values = new Dyadic[stages + 1][];
        values[0] = input;
        var bits = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        bool hasTie = false;
        for (int l = 1; l <= stages; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            values[l] = new Dyadic[stage.Width];
            for (int i = 0; i < stage.Width; i++)
            {
                Dyadic z = Affine(stage, i, values);
                hasTie |= z.Sign == 0;
                if (z.Sign > 0)
                {
                    BitPattern.Set(bits, network.FirstBitOf(l) + i);
                }

                values[l][i] = z.Sign > 0 ? z : z * Dyadic.Of(stage.Slopes[i]);
            }
        }

        return new ExactForward(network, values, BitPattern.From(network.HiddenNeuronCount, bits), hasTie);
    }

    private static Dyadic Affine(AffineStage stage, int neuron, Dyadic[][] values)
    {
        Dyadic sum = Dyadic.Of(stage.Bias[neuron]);
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            Dyadic[] source = values[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                if (row[k] != 0 && source[k].Sign != 0)
                {
                    sum += Dyadic.Of(row[k]) * source[k];
                }
            }
        }

        return sum;
    }
}
