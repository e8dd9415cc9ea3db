using System;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Simplification;

namespace ReluGen.Core.Tests.Simplification;

/// <summary>Compares a simplified network with its original at random points, both in double precision.</summary>
internal static class Agreement
{
    /// <summary>Pre-activations up to this are too near to 0 for rounded weights to keep their sign.</summary>
    private const double Margin = 1e-4;

    /// <summary>Outputs are equal within 1e-5 of the output's magnitude over the points; bits are wherever the pre-activation is clear of 0.</summary>
    public static void Check(SimplifiedNetwork simplified, InputBox box, int points, int seed)
    {
        Network original = simplified.Original;
        var random = new Random(seed);
        var input = new double[original.InputCount];
        var output = new double[original.OutputCount];
        var expected = new double[points, original.OutputCount];
        var difference = new double[original.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(simplified.Network.HiddenNeuronCount)];
        int mistakes = 0;
        for (int p = 0; p < points; p++)
        {
            for (int j = 0; j < input.Length; j++)
            {
                input[j] = box.Lower[j] + ((box.Upper[j] - box.Lower[j]) * random.NextDouble());
            }

            double[] z = PreActivations(original, input);
            ReferenceForward.Run(simplified.Network, input, output, words);
            BitPattern pattern = simplified.Layout.Expand(BitPattern.From(simplified.Network.HiddenNeuronCount, words));
            for (int bit = 0; bit < original.HiddenNeuronCount; bit++)
            {
                mistakes += Math.Abs(z[bit]) > Margin && pattern[bit] != z[bit] > 0 ? 1 : 0;
            }

            for (int o = 0; o < output.Length; o++)
            {
                expected[p, o] = z[original.HiddenNeuronCount + o];
                difference[o] = Math.Max(difference[o], Math.Abs(output[o] - expected[p, o]));
            }
        }

        Assert.Equal(0, mistakes);
        for (int o = 0; o < difference.Length; o++)
        {
            double magnitude = Enumerable.Range(0, points).Max(p => Math.Abs(expected[p, o]));
            Assert.InRange(difference[o], 0, 1e-5 * magnitude);
        }
    }

    /// <summary>All pre-activations, then the outputs.</summary>
    private static double[] PreActivations(Network network, double[] input)
    {
        var all = new double[network.HiddenNeuronCount + network.OutputCount];
        var activations = new double[network.Stages.Count + 1][];
        activations[0] = input;
        int at = 0;
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage stage = l <= network.Stages.Count ? network.Stages[l - 1] : network.Output;
            var values = new double[stage.Width];
            for (int i = 0; i < values.Length; i++)
            {
                double z = stage.Bias[i];
                foreach (WeightBlock block in stage.Blocks)
                {
                    ReadOnlySpan<float> row = block.Row(i);
                    for (int k = 0; k < row.Length; k++)
                    {
                        z += (double)row[k] * activations[block.Source][k];
                    }
                }

                all[at++] = z;
                values[i] = z > 0 ? z : stage is HiddenStage hidden ? hidden.Slopes[i] * z : z;
            }

            if (l < activations.Length)
            {
                activations[l] = values;
            }
        }

        return all;
    }
}
