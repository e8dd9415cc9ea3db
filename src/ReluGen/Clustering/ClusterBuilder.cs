using System;
using System.Collections.Generic;

namespace ReluGen.Clustering;

/// <summary>
/// Groups rows by their activation pattern (Picchiotti and Gori 2021): a stream of rows goes in, <see cref="ToClusters"/> gives the
/// clusters so far. Builders that saw different rows merge to exactly what one that saw them all would hold, in any order.
/// </summary>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="TPattern">Its activation pattern.</typeparam>
/// <remarks>
/// Costs a forward pass and a few nanoseconds an input for each row; allocates only where a pattern is seen for the first time, then
/// about 64 bytes an input and output. Not thread-safe: give each thread its own builder and merge them.
/// </remarks>
public sealed class ClusterBuilder<TNetwork, TPattern>
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private const int RowsOfChunk = 256;

    // A row of sums: the inputs, then the outputs.
    private static readonly int ColumnCount = TNetwork.InputCount + TNetwork.OutputCount;

    private readonly PatternIndex<TPattern> index = new();
    private readonly List<ClusterSums> clusters = [];
    private readonly float[] outputs = new float[RowsOfChunk * TNetwork.OutputCount];
    private readonly TPattern[] patterns = new TPattern[RowsOfChunk];
    private readonly double[] row = new double[ColumnSums.Padded(ColumnCount)];

    /// <summary>Number of rows in the clusters.</summary>
    public long RowCount { get; private set; }

    /// <summary>Number of rows that have no pattern, because a value is NaN or infinite or a pre-activation overflows; they are in no cluster.</summary>
    public long RejectedRowCount { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="inputs">Rows of InputCount values, one after another.</param>
    /// <exception cref="ArgumentException">The last row is not whole.</exception>
    public void Add(ReadOnlySpan<float> inputs)
    {
        int width = TNetwork.InputCount;
        if (inputs.Length % width != 0)
        {
            throw new ArgumentException($"{inputs.Length} values are no whole number of rows of {width}.", nameof(inputs));
        }

        while (inputs.Length > 0)
        {
            int count = Math.Min(RowsOfChunk, inputs.Length / width);
            AddChunk(inputs.Slice(0, count * width), count);
            inputs = inputs.Slice(count * width);
        }
    }

    private void AddChunk(ReadOnlySpan<float> inputs, int count)
    {
        int width = TNetwork.InputCount;
        int outputCount = TNetwork.OutputCount;
        TNetwork.ForwardBatch(inputs, outputs.AsSpan(0, count * outputCount), patterns.AsSpan(0, count));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> output = outputs.AsSpan(i * outputCount, outputCount);
            if (float.IsNaN(output[0]))
            {
                RejectedRowCount++;
                continue;
            }

            Widen(inputs.Slice(i * width, width), row);
            Widen(output, row.AsSpan(width));
            ClusterSums cluster = ClusterOf(patterns[i]);
            cluster.Columns.Add(row);
            cluster.ClassCounts[ClassOf(output)]++;
            RowCount++;
        }
    }

    /// <summary>Adds the rows of another builder, which stays as it is.</summary>
    public void Merge(ClusterBuilder<TNetwork, TPattern> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int number = 0; number < other.index.Count; number++)
        {
            ClusterOf(other.index[number]).Add(other.clusters[number]);
        }

        RowCount += other.RowCount;
        RejectedRowCount += other.RejectedRowCount;
    }

    /// <summary>The clusters of the rows so far.</summary>
    /// <returns>The largest cluster first; of equal ones, that whose pattern comes first as a string.</returns>
    public ClusterSet<TPattern> ToClusters()
    {
        var all = new ClusterSums(ColumnCount, ClassCount);
        var result = new Cluster<TPattern>[clusters.Count];
        for (int number = 0; number < result.Length; number++)
        {
            all.Add(clusters[number]);
            result[number] = ToCluster(index[number], clusters[number]);
        }

        Array.Sort(result, ClusterOrder.Compare);
        return new ClusterSet<TPattern>(result, TNetwork.InputNames.ToArray(), Inputs(all), Outputs(all), RejectedRowCount);
    }

    private static Cluster<TPattern> ToCluster(in TPattern pattern, ClusterSums sums)
    {
        var weights = new float[TNetwork.OutputCount * TNetwork.InputCount];
        var bias = new float[TNetwork.OutputCount];
        TNetwork.AffineMapOf(pattern, weights, bias);
        return new Cluster<TPattern>(pattern, sums.Columns.RowCount, Inputs(sums), Outputs(sums), (long[])sums.ClassCounts.Clone(), weights, bias);
    }

    private static ColumnStatistics Inputs(ClusterSums sums) => sums.Columns.Statistics(0, TNetwork.InputCount);

    private static ColumnStatistics Outputs(ClusterSums sums) => sums.Columns.Statistics(TNetwork.InputCount, TNetwork.OutputCount);

    private ClusterSums ClusterOf(in TPattern pattern)
    {
        int number = index.FindOrAdd(pattern);
        if (number == clusters.Count)
        {
            clusters.Add(new ClusterSums(ColumnCount, ClassCount));
        }

        return clusters[number];
    }

    /// <summary>One output decides between two classes by its sign.</summary>
    private static int ClassCount => Math.Max(2, TNetwork.OutputCount);

    private static int ClassOf(ReadOnlySpan<float> output)
    {
        if (output.Length == 1)
        {
            return output[0] > 0 ? 1 : 0;
        }

        int best = 0;
        for (int i = 1; i < output.Length; i++)
        {
            best = output[i] > output[best] ? i : best;
        }

        return best;
    }

    private static void Widen(ReadOnlySpan<float> values, Span<double> target)
    {
        for (int i = 0; i < values.Length; i++)
        {
            target[i] = values[i];
        }
    }
}
