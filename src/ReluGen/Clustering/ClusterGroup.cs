using System;

namespace ReluGen.Clustering;

/// <summary>Clusters that are, or may be, put together: their rows' sums and the map that shall stand for them.</summary>
/// <param name="numbers">Numbers of the clusters.</param>
/// <param name="columns">Statistics of the inputs over their rows.</param>
/// <param name="outputs">Mean of each output over their rows.</param>
/// <param name="rows">Number of rows.</param>
/// <param name="weights">A: outputs × inputs.</param>
/// <param name="bias">b.</param>
internal sealed class ClusterGroup(int[] numbers, ColumnStatistics columns, double[] outputs, long rows, float[] weights, float[] bias)
{
    public int[] Numbers { get; } = numbers;

    public ColumnStatistics Inputs { get; } = columns;

    public double[] MeanOutputs { get; } = outputs;

    public long RowCount { get; } = rows;

    public float[] Weights { get; } = weights;

    public float[] Bias { get; } = bias;

    /// <summary>True if the map is the network's on all rows.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>
    /// The mean squared difference between its map and another one on its rows, summed over the outputs; exact (but for rounding) if the
    /// inputs were uncorrelated in it.
    /// </summary>
    public double DistanceTo(float[] otherWeights, float[] otherBias)
    {
        int inputs = Inputs.Count;
        double total = 0;
        for (int o = 0; o < Bias.Length; o++)
        {
            double shift = (double)Bias[o] - otherBias[o], spread = 0;
            for (int j = 0; j < inputs; j++)
            {
                double change = (double)Weights[(o * inputs) + j] - otherWeights[(o * inputs) + j];
                shift += change * Inputs.Mean[j];
                spread += change * change * Inputs.Variance[j];
            }

            total += (shift * shift) + spread;
        }

        return total;
    }

    /// <summary>The support-weighted mean of the weights of two groups, with the bias that keeps their mean output.</summary>
    public static (float[] Weights, float[] Bias) Average(ClusterGroup a, ClusterGroup b)
    {
        int inputs = a.Inputs.Count;
        double share = (double)a.RowCount / (a.RowCount + b.RowCount);
        var weights = new float[a.Weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)((share * a.Weights[i]) + ((1 - share) * b.Weights[i]));
        }

        var bias = new float[a.Bias.Length];
        for (int o = 0; o < bias.Length; o++)
        {
            double mean = (share * a.MeanOutputs[o]) + ((1 - share) * b.MeanOutputs[o]);
            for (int j = 0; j < inputs; j++)
            {
                mean -= weights[(o * inputs) + j] * ((share * a.Inputs.Mean[j]) + ((1 - share) * b.Inputs.Mean[j]));
            }

            bias[o] = (float)mean;
        }

        return (weights, bias);
    }

    /// <summary>What putting two groups together under one map loses: squared errors, summed over rows.</summary>
    public static double Loss(ClusterGroup a, ClusterGroup b)
    {
        (float[] weights, float[] bias) = Average(a, b);
        return (a.RowCount * a.DistanceTo(weights, bias)) + (b.RowCount * b.DistanceTo(weights, bias));
    }
}
