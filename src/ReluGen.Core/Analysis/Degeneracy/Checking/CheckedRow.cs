using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>One neuron as the checker reads it: weights that are not 0 by source and element, and the bias, all exact.</summary>
internal sealed class CheckedRow
{
    private CheckedRow(Dyadic bias) => Bias = bias;

    /// <summary>The bias, with what features of one value contribute where these were folded.</summary>
    public Dyadic Bias { get; private set; }

    /// <summary>The weights that are not 0.</summary>
    public SortedDictionary<(int Source, int Element), Dyadic> Weights { get; } = [];

    /// <summary>Reads neuron <paramref name="neuron"/> of stage <paramref name="stage"/> (from 1; the output is the last).</summary>
    /// <param name="network">The network.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="fold">Features whose bounds in this box are equal become part of the bias; null to fold none.</param>
    public static CheckedRow Of(Network network, int stage, int neuron, InputBox? fold)
    {
        AffineStage self = network.StageOf(stage);
        var row = new CheckedRow(Dyadic.Of(self.Bias[neuron]));
        foreach (WeightBlock block in self.Blocks)
        {
            ReadOnlySpan<float> weights = block.Row(neuron);
            for (int k = 0; k < weights.Length; k++)
            {
                if (weights[k] == 0)
                {
                    continue;
                }

                if (block.Source == 0 && fold is not null && fold.Lower[k] == fold.Upper[k])
                {
                    row.Bias += Dyadic.Of(weights[k]) * Dyadic.Of(fold.Lower[k]);
                }
                else
                {
                    row.Weights.Add((block.Source, k), Dyadic.Of(weights[k]));
                }
            }
        }

        return row;
    }

    /// <summary>Number of neurons of a stage.</summary>
    public static int WidthOf(Network network, int stage) => network.StageOf(stage).Bias.Length;
}
