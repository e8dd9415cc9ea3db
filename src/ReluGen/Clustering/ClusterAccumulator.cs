using System;
using System.Collections.Generic;

namespace ReluGen.Clustering;

/// <summary>
/// The sums of each pattern's rows. Apart from <see cref="ClusterBuilder{TNetwork, TPattern}"/>, whose code the runtime shares between
/// all network classes and so cannot specialise, because this is the loop over rows.
/// </summary>
internal sealed class ClusterAccumulator<TPattern>(int inputCount, int outputCount)
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly PatternIndex<TPattern> index = new();
    private readonly List<ClusterSums> clusters = [];

    // A row here: the inputs, then the outputs, padded with zeros. All rows of a chunk are widened before the first is summed, since a
    // processor waits where it reads as one vector what was just written in parts.
    private readonly int stride = ColumnSums.Padded(inputCount + outputCount);
    private double[] wide = [];

    /// <summary>Number of rows in the clusters.</summary>
    public long RowCount { get; private set; }

    /// <summary>Number of rows without a pattern.</summary>
    public long RejectedRowCount { get; private set; }

    /// <summary>Number of clusters.</summary>
    public int ClusterCount => clusters.Count;

    /// <summary>Adds rows.</summary>
    public void Add(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, ReadOnlySpan<TPattern> patterns)
    {
        ReadOnlySpan<double> rows = Widen(inputs, outputs, patterns.Length);
        for (int i = 0; i < patterns.Length; i++)
        {
            ReadOnlySpan<float> output = outputs.Slice(i * outputCount, outputCount);
            if (float.IsNaN(output[0]))
            {
                RejectedRowCount++;
                continue;
            }

            ClusterSums cluster = Of(patterns[i]);
            cluster.Columns.Add(rows.Slice(i * stride, stride));
            cluster.ClassCounts[PredictedClass.Of(output)]++;
            RowCount++;
        }
    }

    private ReadOnlySpan<double> Widen(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, int count)
    {
        if (wide.Length < count * stride)
        {
            wide = new double[count * stride];
        }

        for (int i = 0; i < count; i++)
        {
            Span<double> row = wide.AsSpan(i * stride, stride);
            Widen(inputs.Slice(i * inputCount, inputCount), row);
            Widen(outputs.Slice(i * outputCount, outputCount), row[inputCount..]);
        }

        return wide.AsSpan(0, count * stride);
    }

    /// <summary>Adds the rows of another.</summary>
    public void Add(ClusterAccumulator<TPattern> other)
    {
        for (int number = 0; number < other.ClusterCount; number++)
        {
            Of(other.index[number]).Add(other.clusters[number]);
        }

        RowCount += other.RowCount;
        RejectedRowCount += other.RejectedRowCount;
    }

    /// <summary>The pattern of a cluster.</summary>
    public TPattern PatternOf(int number) => index[number];

    /// <summary>Number of rows of a cluster.</summary>
    public long RowCountOf(int number) => clusters[number].Columns.RowCount;

    /// <summary>The sums of some clusters together.</summary>
    public ClusterSums SumsOf(ReadOnlySpan<int> numbers)
    {
        if (numbers.Length == 1)
        {
            return clusters[numbers[0]];
        }

        ClusterSums total = NewSums();
        foreach (int number in numbers)
        {
            total.Add(clusters[number]);
        }

        return total;
    }

    private ClusterSums Of(in TPattern pattern)
    {
        int number = index.FindOrAdd(pattern);
        if (number == clusters.Count)
        {
            clusters.Add(NewSums());
        }

        return clusters[number];
    }

    // One output decides between two classes by its sign.
    private ClusterSums NewSums() => new(inputCount + outputCount, Math.Max(2, outputCount));

    private static void Widen(ReadOnlySpan<float> values, Span<double> target)
    {
        target = target[..values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            target[i] = values[i];
        }
    }
}
