using System;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Tool.Pictures;

/// <summary>The affine functions that neurons and outputs are on the slice within one region.</summary>
/// <param name="Neurons">Pre-activations, one a bit of the pattern.</param>
/// <param name="Outputs">Outputs before the link.</param>
internal sealed record SliceForms(PlaneForm[] Neurons, PlaneForm[] Outputs)
{
    /// <summary>The forms of the region of <paramref name="pattern"/>.</summary>
    public static SliceForms Of(Network network, Slice slice, BitPattern pattern)
    {
        var activations = new PlaneForm[network.Stages.Count + 1][];
        activations[0] = Inputs(slice);
        var neurons = new PlaneForm[network.HiddenNeuronCount];
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            PlaneForm[] forms = Affine(stage, activations);
            int first = network.FirstBitOf(l);
            forms.CopyTo(neurons.AsSpan(first));
            for (int i = 0; i < forms.Length; i++)
            {
                double slope = pattern[first + i] ? 1 : stage.Slopes[i];
                forms[i] = new PlaneForm(slope * forms[i].U, slope * forms[i].V, slope * forms[i].Constant, Math.Abs(slope) * forms[i].Scale);
            }

            activations[l] = forms;
        }

        return new SliceForms(neurons, Affine(network.Output, activations));
    }

    private static PlaneForm[] Inputs(Slice slice)
    {
        var forms = new PlaneForm[slice.Held.Count];
        for (int j = 0; j < forms.Length; j++)
        {
            double lower = slice.Domain.Lower[j];
            double upper = slice.Domain.Upper[j];
            forms[j] = new PlaneForm(
                j == slice.X ? upper - lower : 0,
                j == slice.Y ? upper - lower : 0,
                lower,
                Math.Max(Math.Abs(lower), Math.Abs(upper)));
        }

        return forms;
    }

    private static PlaneForm[] Affine(AffineStage stage, PlaneForm[][] activations)
    {
        var forms = new PlaneForm[stage.Width];
        for (int i = 0; i < forms.Length; i++)
        {
            double u = 0;
            double v = 0;
            double constant = stage.Bias[i];
            double scale = Math.Abs(constant);
            foreach (WeightBlock block in stage.Blocks)
            {
                ReadOnlySpan<float> row = block.Row(i);
                PlaneForm[] source = activations[block.Source];
                for (int k = 0; k < row.Length; k++)
                {
                    double weight = row[k];
                    u += weight * source[k].U;
                    v += weight * source[k].V;
                    constant += weight * source[k].Constant;
                    scale += Math.Abs(weight) * source[k].Scale;
                }
            }

            forms[i] = new PlaneForm(u, v, constant, scale);
        }

        return forms;
    }
}
