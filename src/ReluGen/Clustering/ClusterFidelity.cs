using System;

namespace ReluGen.Clustering;

/// <summary>
/// What merging with loss has cost: how often clusters, each with its one map, still say what the network says, and how far their outputs
/// are off. A stream of rows goes in, best those that the clusters were made of.
/// </summary>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="TPattern">Its activation pattern.</typeparam>
/// <remarks>Costs a forward pass and an affine map a row; allocates nothing for a row. Results do not depend on the order of rows.</remarks>
public sealed class ClusterFidelity<TNetwork, TPattern>
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly ClusterSet<TPattern> clusters;
    private readonly ForwardChunks<TNetwork, TPattern> chunks = new();
    private readonly float[] replaced = new float[TNetwork.OutputCount];
    private readonly ExactSum errors = new();
    private long sameClass;

    /// <summary>Starts without rows.</summary>
    /// <param name="clusters">The clusters that stand for the network.</param>
    public ClusterFidelity(ClusterSet<TPattern> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        this.clusters = clusters;
    }

    /// <summary>Number of rows that are in a cluster.</summary>
    public long RowCount { get; private set; }

    /// <summary>Number of rows that are in none: their pattern is unknown, or they have none.</summary>
    public long UnknownRowCount { get; private set; }

    /// <summary>
    /// The share of rows whose predicted class stays: the index of the largest output, or the sign of a single one. 1 without rows.
    /// </summary>
    public double AgreementShare => RowCount == 0 ? 1 : (double)sameClass / RowCount;

    /// <summary>The largest difference of any output, before the link.</summary>
    public double LargestError { get; private set; }

    /// <summary>The mean over rows of the largest difference of any output, before the link; 0 without rows.</summary>
    public double MeanError => RowCount == 0 ? 0 : ExactQuotient.Round(errors.ToFixedPoint(), RowCount, -ExactSum.FixedPointBits);

    /// <summary>Adds rows.</summary>
    /// <param name="inputs">Rows of InputCount values, one after another.</param>
    /// <exception cref="ArgumentException">The last row is not whole.</exception>
    public void Add(ReadOnlySpan<float> inputs)
    {
        ForwardChunks<TNetwork, TPattern>.Require(inputs);
        int width = TNetwork.InputCount, outputs = TNetwork.OutputCount;
        while (chunks.Next(ref inputs, out ReadOnlySpan<float> rows, out ReadOnlySpan<float> results, out ReadOnlySpan<TPattern> patterns))
        {
            for (int i = 0; i < patterns.Length; i++)
            {
                Add(rows.Slice(i * width, width), results.Slice(i * outputs, outputs), patterns[i]);
            }
        }
    }

    private void Add(ReadOnlySpan<float> input, ReadOnlySpan<float> output, in TPattern pattern)
    {
        if (float.IsNaN(output[0]) || !clusters.TryFind(pattern, out int number))
        {
            UnknownRowCount++;
            return;
        }

        RowCount++;
        Cluster<TPattern> cluster = clusters[number];
        if (cluster.IsExact)
        {
            // The map is the network's own: what is left is rounding, which is no loss of the merging.
            sameClass++;
            return;
        }

        double largest = 0;
        for (int o = 0; o < replaced.Length; o++)
        {
            double value = Value(cluster.Map, o, input);
            replaced[o] = (float)value;
            largest = Math.Max(largest, Math.Abs(value - output[o]));
        }

        sameClass += PredictedClass.Of(replaced) == PredictedClass.Of(output) ? 1 : 0;
        LargestError = Math.Max(LargestError, largest);
        errors.Add(largest);
    }

    private static double Value(AffineMap map, int output, ReadOnlySpan<float> input)
    {
        ReadOnlySpan<float> row = map.Row(output);
        double value = map.Bias[output];
        for (int j = 0; j < row.Length; j++)
        {
            value += (double)row[j] * input[j];
        }

        return value;
    }
}
