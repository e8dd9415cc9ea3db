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

    /// <summary>From the input to the output, then among neurons that read nothing, until all have a factor.</summary>
    private bool Run()
    {
        while (true)
        {
            bool changed = false;
            (int Stage, int Neuron)? open = null;
            for (int l = 1; l < scales.Length - 1; l++)
            {
                for (int i = 0; i < scales[l].Length; i++)
                {
                    if (scales[l][i] is not null)
                    {
                        continue;
                    }

                    if (!Incoming(l, i) || !Outgoing(l, i))
                    {
                        return false;
                    }

                    changed |= scales[l][i] is not null;
                    open ??= scales[l][i] is null ? (l, i) : null;
                }
            }

            if (open is null)
            {
                return true;
            }

            if (!changed)
            {
                // Connected to nothing that has a factor: any will do.
                scales[open.Value.Stage][open.Value.Neuron] = Ratio.One;
            }
        }
    }

    private bool Incoming(int stage, int neuron)
    {
        AffineStage self = second.Stages[stage - 1];
        int counterpart = permutations[stage - 1][neuron];
        if (self.Bias[neuron] != 0)
        {
            return Set(stage, neuron, Ratio.One, self.Bias[neuron], first.Stages[stage - 1].Bias[counterpart]);
        }

        foreach (WeightBlock block in self.Blocks)
        {
            for (int k = 0; k < block.Columns; k++)
            {
                if (block.Row(neuron)[k] != 0 && scales[block.Source][k] is { } source)
                {
                    return Set(stage, neuron, source, block.Row(neuron)[k], Weight(first, stage, block.Source, counterpart, Place(block.Source, k)));
                }
            }
        }

        return true;
    }

    private bool Outgoing(int stage, int neuron)
    {
        for (int l = stage + 1; l < scales.Length && scales[stage][neuron] is null; l++)
        {
            foreach (WeightBlock block in second.StageOf(l).Blocks)
            {
                for (int i = 0; i < block.Rows && block.Source == stage; i++)
                {
                    if (block.Row(i)[neuron] != 0 && scales[l][i] is { } reader)
                    {
                        float counterpart = Weight(first, l, stage, Place(l, i), permutations[stage - 1][neuron]);
                        return Set(stage, neuron, reader, counterpart, block.Row(i)[neuron]);
                    }
                }
            }
        }

        return true;
    }

    /// <summary>Sets the factor to known · numerator / denominator, which must be positive.</summary>
    private bool Set(int stage, int neuron, Ratio known, float numerator, float denominator)
    {
        if (numerator == 0 || denominator == 0 || numerator > 0 != denominator > 0)
        {
            return false;
        }

        scales[stage][neuron] = known * Ratio.Of(numerator, denominator);
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
