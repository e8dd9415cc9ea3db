using System;
using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>The gradients of all outputs with respect to the parameters at a point, in exact arithmetic, by reverse accumulation with relu'(0) = 0.</summary>
internal sealed class ExactGradient
{
    private readonly ParameterLayout layout;
    private readonly IReadOnlyList<IReadOnlyList<Dyadic>> values;

    /// <summary>Adjoints of pre-activations by output, stage and neuron.</summary>
    private readonly Dyadic[][][] adjoints;

    /// <summary>Evaluates the network forwards and backwards at a point.</summary>
    public ExactGradient(Network network, ParameterLayout layout, SamplePoint point)
    {
        this.layout = layout;
        values = ExactForward.Run(network, point.Point).Values;
        adjoints = new Dyadic[network.OutputCount][][];
        for (int o = 0; o < adjoints.Length; o++)
        {
            adjoints[o] = Backward(network, point, o);
        }
    }

    /// <summary>The derivative of an output with respect to a parameter.</summary>
    public Dyadic Entry(int output, int parameter)
    {
        NetworkParameter at = layout[parameter];
        Dyadic u = adjoints[output][at.Stage][at.Neuron];
        return at.IsBias || u.Sign == 0 ? u : u * values[at.Source][at.Element];
    }

    private Dyadic[][] Backward(Network network, SamplePoint point, int output)
    {
        int last = network.Stages.Count + 1;
        var u = new Dyadic[last + 1][];
        for (int l = 1; l <= last; l++)
        {
            u[l] = new Dyadic[network.StageOf(l).Width];
        }

        u[last][output] = new Dyadic(1, 0);
        for (int l = last; l >= 1; l--)
        {
            AffineStage stage = network.StageOf(l);
            for (int i = 0; i < stage.Width; i++)
            {
                if (l < last && !point.Pattern[network.FirstBitOf(l) + i])
                {
                    u[l][i] *= Dyadic.Of(network.Stages[l - 1].Slopes[i]);
                }

                for (int b = 0; b < stage.Blocks.Count && u[l][i].Sign != 0; b++)
                {
                    WeightBlock block = stage.Blocks[b];
                    ReadOnlySpan<float> row = block.Row(i);
                    for (int k = 0; k < row.Length && block.Source > 0; k++)
                    {
                        u[block.Source][k] += row[k] == 0 ? Dyadic.Zero : u[l][i] * Dyadic.Of(row[k]);
                    }
                }
            }
        }

        return u;
    }
}
