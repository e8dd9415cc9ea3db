using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence;

/// <summary>
/// The symmetries of a network: permuting the neurons of hidden stages, and multiplying a neuron's weights and bias by a positive number while
/// everything that reads it is divided by that number (design/math.md 3.2). Stages of several sources and slopes below zero are supported.
/// </summary>
public static class NetworkSymmetry
{
    /// <summary>Permutes neurons; the function stays the same.</summary>
    /// <param name="network">The network.</param>
    /// <param name="permutations">One list a hidden stage: neuron k of the result is neuron permutations[stage][k].</param>
    /// <exception cref="ArgumentException">A list is not a permutation of its stage's neurons, or there are more or fewer lists than stages.</exception>
    public static Network Permuted(Network network, IReadOnlyList<IReadOnlyList<int>> permutations) =>
        Applied(network, new EquivalenceWitness(permutations, Scales(network, static (_, _) => Ratio.One)), out _);

    /// <summary>Multiplies the weights and bias of neurons and divides what reads them; the function stays the same if the result is exact.</summary>
    /// <param name="network">The network.</param>
    /// <param name="scales">One list a hidden stage: a positive factor a neuron.</param>
    /// <param name="isExact">True if no weight had to be rounded to float32. Powers of two never need rounding, except beyond the range.</param>
    /// <exception cref="ArgumentException">A factor is not positive or not finite, or there are more or fewer factors than neurons.</exception>
    public static Network Rescaled(Network network, IReadOnlyList<IReadOnlyList<double>> scales, out bool isExact)
    {
        if (scales.Count != network.Stages.Count || scales.Where((list, l) => list.Count != network.Stages[l].Width).Any())
        {
            throw new ArgumentException("There must be a factor for each neuron of each hidden stage.", nameof(scales));
        }

        if (scales.Any(static list => list.Any(static scale => !(scale > 0) || double.IsInfinity(scale))))
        {
            throw new ArgumentException("The factors must be positive and finite.", nameof(scales));
        }

        int[][] places = [.. network.Stages.Select(static stage => Enumerable.Range(0, stage.Width).ToArray())];
        return Applied(network, new EquivalenceWitness(places, Scales(network, (l, i) => Ratio.Of(Dyadic.Of(scales[l][i]), Dyadic.Of(1)))), out isExact);
    }

    /// <summary>The second network of a witness whose first one is <paramref name="network"/>.</summary>
    /// <param name="network">The first network; all weights are finite.</param>
    /// <param name="witness">Permutations and factors.</param>
    /// <param name="isExact">True if no weight had to be rounded to float32.</param>
    /// <exception cref="ArgumentException">The witness does not fit the network.</exception>
    public static Network Applied(Network network, EquivalenceWitness witness, out bool isExact)
    {
        Check(network, witness);
        var action = new Action(witness);
        HiddenStage[] stages = [.. network.Stages.Select((stage, l) => action.Hidden(stage, l + 1))];
        AffineStage output = action.Output(network.Output);
        isExact = action.IsExact;
        return new Network(network.Inputs, stages, output, network.Link);
    }

    private static Ratio[][] Scales(Network network, Func<int, int, Ratio> scale) =>
        [.. network.Stages.Select((stage, l) => Enumerable.Range(0, stage.Width).Select(i => scale(l, i)).ToArray())];

    private static void Check(Network network, EquivalenceWitness witness)
    {
        bool fits = witness.Permutations.Count == network.Stages.Count && witness.Scales.Count == network.Stages.Count;
        for (int l = 0; fits && l < network.Stages.Count; l++)
        {
            int width = network.Stages[l].Width;
            fits = witness.Scales[l].Count == width && witness.Scales[l].All(static scale => scale.Sign > 0)
                && witness.Permutations[l].Count == width && witness.Permutations[l].OrderBy(static k => k).SequenceEqual(Enumerable.Range(0, width));
        }

        if (!fits)
        {
            throw new ArgumentException("There must be a permutation of the neurons and positive factors for each hidden stage.", nameof(witness));
        }
    }

    /// <summary>The new weights, each rounded once.</summary>
    private sealed class Action(EquivalenceWitness witness)
    {
        public bool IsExact { get; private set; } = true;

        public HiddenStage Hidden(HiddenStage stage, int index)
        {
            IReadOnlyList<int> places = witness.Permutations[index - 1];
            IReadOnlyList<Ratio> scales = witness.Scales[index - 1];
            float[] bias = [.. places.Select((place, k) => Times(stage.Bias[place], scales[k]))];
            float[] slopes = [.. places.Select(place => stage.Slopes[place])];
            return new HiddenStage(Blocks(stage, places, scales), bias, slopes);
        }

        public AffineStage Output(AffineStage output)
        {
            int[] places = [.. Enumerable.Range(0, output.Width)];
            return new AffineStage(Blocks(output, places, Array.ConvertAll(places, static _ => Ratio.One)), output.Bias.ToArray());
        }

        private WeightBlock[] Blocks(AffineStage stage, IReadOnlyList<int> places, IReadOnlyList<Ratio> scales)
        {
            var blocks = new WeightBlock[stage.Blocks.Count];
            for (int b = 0; b < blocks.Length; b++)
            {
                WeightBlock block = stage.Blocks[b];
                var values = new float[block.Rows * block.Columns];
                for (int k = 0; k < block.Rows; k++)
                {
                    ReadOnlySpan<float> row = block.Row(places[k]);
                    for (int e = 0; e < row.Length; e++)
                    {
                        values[(k * row.Length) + e] = block.Source == 0
                            ? Times(row[e], scales[k])
                            : Quotient(row[witness.Permutations[block.Source - 1][e]], scales[k], witness.Scales[block.Source - 1][e]);
                    }
                }

                blocks[b] = new WeightBlock(block.Source, block.Rows, block.Columns, values);
            }

            return blocks;
        }

        private float Quotient(float value, Ratio scale, Ratio by) => scale == by ? value : Times(value, scale / by);

        private float Times(float value, Ratio scale)
        {
            if (value == 0 || scale.IsOne)
            {
                return value;
            }

            Ratio exact = Ratio.Of(Dyadic.Of(value) * new Dyadic(scale.Numerator, 0), new Dyadic(scale.Denominator, 0));
            float rounded = Rounding.ToSingle(exact.Numerator, exact.Denominator);
            IsExact &= !float.IsInfinity(rounded) && Ratio.Of(Dyadic.Of(rounded), Dyadic.Of(1)) == exact;
            return rounded;
        }
    }
}
