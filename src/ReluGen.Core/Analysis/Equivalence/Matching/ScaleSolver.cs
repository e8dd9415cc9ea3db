using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Matching;

/// <summary>
/// Finds the factors that belong to a permutation: inputs and outputs have factor 1, and one weight that is not 0 gives the factor of a
/// neuron from that of another. Only a proposal: whether all other weights agree is for <see cref="WitnessChecker"/> to say.
/// </summary>
internal sealed class ScaleSolver
{
    private readonly Network first;
    private readonly Network second;
    private readonly IReadOnlyList<int[]> permutations;
    private readonly Ratio?[][] scales;

    /// <summary>Inputs, neurons and outputs whose factor is known and that have not passed it on.</summary>
    private readonly Queue<(int Stage, int Element)> known = new();

    private ScaleSolver(Network first, Network second, IReadOnlyList<int[]> permutations)
    {
        this.first = first;
        this.second = second;
        this.permutations = permutations;
        scales = new Ratio?[first.Stages.Count + 2][];
        for (int s = 0; s < scales.Length; s++)
        {
            int width = s == scales.Length - 1 ? first.OutputCount : first.WidthOf(s);
            scales[s] = new Ratio?[width];
            for (int i = 0; i < width && (s == 0 || s == scales.Length - 1); i++)
            {
                scales[s][i] = Ratio.One;
            }
        }
    }

    /// <summary>The factors of the neurons of the second network; null if a weight is 0 or of the other sign where its counterpart is not.</summary>
    /// <param name="first">The first network.</param>
    /// <param name="second">The second one, of the same shape.</param>
    /// <param name="permutations">The neuron of the first for each of the second, by hidden stage.</param>
    public static Ratio[][]? Solve(Network first, Network second, IReadOnlyList<int[]> permutations)
    {
        var solver = new ScaleSolver(first, second, permutations);
        return solver.Run() ? solver.Result() : null;
    }

    /// <summary>From inputs, outputs and biases along weights that are not 0; then from neurons that nothing of these reaches, each once.</summary>
    private bool Run()
    {
        for (int l = 1; l < scales.Length - 1; l++)
        {
            HiddenStage self = second.Stages[l - 1];
            for (int i = 0; i < self.Width; i++)
            {
                if (self.Bias[i] != 0 && !Set(l, i, Ratio.One, self.Bias[i], first.Stages[l - 1].Bias[permutations[l - 1][i]]))
                {
                    return false;
                }
            }
        }

        for (int s = 0; s < scales.Length; s += scales.Length - 1)
        {
            for (int i = 0; i < scales[s].Length; i++)
            {
                known.Enqueue((s, i));
            }
        }

        for (int l = 1; ; l++)
        {
            if (!SpreadAll())
            {
                return false;
            }

            if (l == scales.Length - 1)
            {
                return true;
            }

            for (int i = 0; i < scales[l].Length; i++)
            {
                if (scales[l][i] is null)
                {
                    // Connected to nothing that has a factor: any will do.
                    scales[l][i] = Ratio.One;
                    known.Enqueue((l, i));
                    if (!SpreadAll())
                    {
                        return false;
                    }
                }
            }
        }
    }

    private bool SpreadAll()
    {
        while (known.Count > 0)
        {
            (int stage, int element) = known.Dequeue();
            if (!ToReaders(stage, element) || !ToSources(stage, element))
            {
                return false;
            }
        }

        return true;
    }

    private bool ToReaders(int source, int element)
    {
        Ratio factor = scales[source][element]!.Value;
        for (int l = source + 1; l < scales.Length - 1; l++)
        {
            foreach (WeightBlock block in second.StageOf(l).Blocks)
            {
                for (int i = 0; i < block.Rows && block.Source == source; i++)
                {
                    if (scales[l][i] is null && block.Row(i)[element] != 0
                        && !Set(l, i, factor, block.Row(i)[element], Weight(first, l, source, Place(l, i), Place(source, element))))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private bool ToSources(int stage, int neuron)
    {
        if (stage == 0)
        {
            return true;
        }

        Ratio factor = scales[stage][neuron]!.Value;
        foreach (WeightBlock block in second.StageOf(stage).Blocks)
        {
            for (int k = 0; k < block.Columns && block.Source > 0; k++)
            {
                if (scales[block.Source][k] is null && block.Row(neuron)[k] != 0
                    && !Set(block.Source, k, factor, Weight(first, stage, block.Source, Place(stage, neuron), Place(block.Source, k)), block.Row(neuron)[k]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Sets the factor to by · numerator / denominator, which must be positive.</summary>
    private bool Set(int stage, int neuron, Ratio by, float numerator, float denominator)
    {
        if (numerator == 0 || denominator == 0 || numerator > 0 != denominator > 0)
        {
            return false;
        }

        scales[stage][neuron] = by * Ratio.Of(numerator, denominator);
        known.Enqueue((stage, neuron));
        return true;
    }

    /// <summary>The place in the first network of an input, neuron or output of the second.</summary>
    private int Place(int source, int element) => source == 0 || source > permutations.Count ? element : permutations[source - 1][element];

    private static float Weight(Network network, int stage, int source, int neuron, int element)
    {
        foreach (WeightBlock block in network.StageOf(stage).Blocks)
        {
            if (block.Source == source)
            {
                return block.Row(neuron)[element];
            }
        }

        return 0;
    }

    private Ratio[][] Result()
    {
        var result = new Ratio[permutations.Count][];
        for (int l = 1; l <= result.Length; l++)
        {
            result[l - 1] = System.Array.ConvertAll(scales[l], static scale => scale!.Value);
        }

        return result;
    }
}
