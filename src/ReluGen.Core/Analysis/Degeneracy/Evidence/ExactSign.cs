using System;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>Signs of pre-activations at points, in exact arithmetic.</summary>
internal static class ExactSign
{
    /// <summary>The sign of one pre-activation.</summary>
    public static int At(Network network, double[] point, int stage, int neuron)
    {
        var values = new Dyadic[stage][];
        values[0] = Array.ConvertAll(point, Dyadic.Of);
        for (int l = 1; l < stage; l++)
        {
            HiddenStage self = network.Stages[l - 1];
            values[l] = new Dyadic[self.Width];
            for (int i = 0; i < self.Width; i++)
            {
                Dyadic z = PreActivation(self, i, values);
                values[l][i] = z.Sign > 0 ? z : z * Dyadic.Of(self.Slopes[i]);
            }
        }

        return PreActivation(network.Stages[stage - 1], neuron, values).Sign;
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
