using System;
using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Evaluation;

/// <summary>The network in exact arithmetic, at an exact point.</summary>
public static class ExactForward
{
    /// <summary>Evaluates one input.</summary>
    /// <param name="network">The network; all weights are finite.</param>
    /// <param name="input">One value an input.</param>
    /// <returns>The outputs before the link, and the pattern; a pre-activation of 0 has bit 0.</returns>
    /// <remarks>Cost: a multiplication of exact numbers for each weight; their digits grow by 24 a stage.</remarks>
    /// <exception cref="ArgumentException">There are more or fewer values than inputs.</exception>
    public static (Dyadic[] Outputs, BitPattern Pattern) Run(Network network, IReadOnlyList<Dyadic> input)
    {
        if (input.Count != network.InputCount)
        {
            throw new ArgumentException($"The network has {network.InputCount} inputs, the point {input.Count} values.", nameof(input));
        }

        var activations = new IReadOnlyList<Dyadic>[network.Stages.Count + 1];
        activations[0] = input;
        var bits = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            Dyadic[] values = Affine(stage, activations);
            for (int i = 0; i < values.Length; i++)
            {
                if (values[i].Sign > 0)
                {
                    BitPattern.Set(bits, network.FirstBitOf(l) + i);
                }
                else
                {
                    values[i] *= Dyadic.Of(stage.Slopes[i]);
                }
            }

            activations[l] = values;
        }

        return (Affine(network.Output, activations), BitPattern.From(network.HiddenNeuronCount, bits));
    }

    private static Dyadic[] Affine(AffineStage stage, IReadOnlyList<Dyadic>[] activations)
    {
        var sums = new Dyadic[stage.Width];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = Dyadic.Of(stage.Bias[i]);
            foreach (WeightBlock block in stage.Blocks)
            {
                IReadOnlyList<Dyadic> source = activations[block.Source];
                ReadOnlySpan<float> row = block.Row(i);
                for (int k = 0; k < row.Length; k++)
                {
                    if (row[k] != 0 && source[k].Sign != 0)
                    {
                        sums[i] += Dyadic.Of(row[k]) * source[k];
                    }
                }
            }
        }

        return sums;
    }
}
