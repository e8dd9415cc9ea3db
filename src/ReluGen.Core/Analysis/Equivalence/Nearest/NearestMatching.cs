using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Nearest;

/// <summary>
/// Matches the neurons of two networks that are nearly equal up to permutation and positive rescaling: stage after stage, each row scaled to norm 1,
/// so that the sum of squared distances of the stage is least.
/// </summary>
public static class NearestMatching
{
    /// <summary>Finds the matching.</summary>
    /// <param name="first">A network.</param>
    /// <param name="second">Another with as many inputs, outputs, stages and neurons of each stage.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>An estimate; null if the shapes differ.</returns>
    /// <remarks>Cost: n² times the weights of a neuron, and n³, for a stage of n neurons.</remarks>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static NearestMatch? Of(Network first, Network second, CancellationToken cancellation = default)
    {
        if (Matching.Distinctions.OfShape(first, second) is not null)
        {
            return null;
        }

        var left = new UnitRows(first);
        var right = new UnitRows(second);
        var permutations = new List<int[]>();
        var distances = new List<double[]>();
        for (int l = 1; l <= first.Stages.Count; l++)
        {
            double[][] of = left.Enter(first.Stages[l - 1], l, null);
            double[][] to = right.Enter(second.Stages[l - 1], l, permutations);
            double[][] squares = [.. to.Select(row => Array.ConvertAll(of, other => SquaredDistance(row, other)))];
            int[] places = Assignment.Least(squares, cancellation);
            permutations.Add(places);
            distances.Add([.. places.Select((place, k) => Math.Sqrt(squares[k][place]))]);
        }

        double[][] outputs = left.Rows(first.Output, null);
        double[][] others = right.Rows(second.Output, permutations);
        return new NearestMatch(permutations, distances, [.. outputs.Zip(others, Relative)]);
    }

    private static double SquaredDistance(double[] left, double[] right)
    {
        double sum = 0;
        for (int j = 0; j < left.Length; j++)
        {
            double difference = left[j] - right[j];
            sum += difference * difference;
        }

        return sum;
    }

    private static double Relative(double[] left, double[] right)
    {
        double size = Math.Max(Norm(left), Norm(right));
        return size == 0 ? 0 : Math.Sqrt(SquaredDistance(left, right)) / size;
    }

    private static double Norm(double[] row) => Math.Sqrt(row.Sum(static value => value * value));

    /// <summary>Rows of weights and biases where each neuron's has norm 1, what reads a neuron being multiplied by the norm that was taken from it.</summary>
    private sealed class UnitRows
    {
        private readonly Network network;
        private readonly double[][] norms;

        public UnitRows(Network network)
        {
            this.network = network;
            norms = new double[network.Stages.Count + 1][];
            norms[0] = [.. Enumerable.Repeat(1.0, network.InputCount)];
        }

        /// <summary>The rows of a hidden stage with their slopes, in the order of the first network where <paramref name="permutations"/> say how.</summary>
        public double[][] Enter(HiddenStage stage, int index, IReadOnlyList<int[]>? permutations)
        {
            double[][] rows = Rows(stage, permutations);
            norms[index] = Array.ConvertAll(rows, static row => Norm(row) is var norm && norm > 0 ? norm : 1);
            return [.. rows.Select((row, i) => row.Select(value => value / norms[index][i]).Append(stage.Slopes[i]).ToArray())];
        }

        /// <summary>The rows of a stage before they are scaled: all sources, then the bias.</summary>
        public double[][] Rows(AffineStage stage, IReadOnlyList<int[]>? permutations) =>
            [.. Enumerable.Range(0, stage.Width).Select(i => Row(stage, i, permutations))];

        private double[] Row(AffineStage stage, int neuron, IReadOnlyList<int[]>? permutations)
        {
            var firsts = new int[norms.Length + 1];
            for (int s = 0; s < norms.Length; s++)
            {
                firsts[s + 1] = firsts[s] + network.WidthOf(s);
            }

            var row = new double[firsts[norms.Length] + 1];
            row[row.Length - 1] = stage.Bias[neuron];
            foreach (WeightBlock block in stage.Blocks)
            {
                ReadOnlySpan<float> weights = block.Row(neuron);
                int[]? places = block.Source == 0 ? null : permutations?[block.Source - 1];
                for (int k = 0; k < weights.Length; k++)
                {
                    row[firsts[block.Source] + (places is null ? k : places[k])] = weights[k] * norms[block.Source][k];
                }
            }

            return row;
        }
    }
}
