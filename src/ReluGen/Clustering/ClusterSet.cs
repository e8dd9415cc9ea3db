using System;
using System.Collections;
using System.Collections.Generic;

namespace ReluGen.Clustering;

/// <summary>The clusters of some rows by activation pattern or affine map, the largest first.</summary>
/// <typeparam name="TPattern">The network's pattern.</typeparam>
public sealed class ClusterSet<TPattern> : IReadOnlyList<Cluster<TPattern>>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly Cluster<TPattern>[] clusters;
    private readonly string[] inputNames;
    private readonly PatternIndex<TPattern> index = new();
    private readonly List<int> clusterOfPattern = [];

    internal ClusterSet(Cluster<TPattern>[] clusters, string[] inputNames, ColumnStatistics inputs, ColumnStatistics outputs, long rejectedRowCount, ClusterMerge merge)
    {
        this.clusters = clusters;
        this.inputNames = inputNames;
        Inputs = inputs;
        Outputs = outputs;
        RejectedRowCount = rejectedRowCount;
        Merge = merge;
        for (int number = 0; number < clusters.Length; number++)
        {
            RowCount += clusters[number].RowCount;
            foreach (TPattern pattern in clusters[number].Patterns)
            {
                index.FindOrAdd(pattern);
                clusterOfPattern.Add(number);
            }
        }
    }

    /// <summary>Number of clusters.</summary>
    public int Count => clusters.Length;

    /// <summary>Number of rows in all clusters.</summary>
    public long RowCount { get; }

    /// <summary>Number of rows that are in no cluster, because they have no pattern.</summary>
    public long RejectedRowCount { get; }

    /// <summary>How patterns became clusters.</summary>
    public ClusterMerge Merge { get; }

    /// <summary>True if some cluster's map is not the network's on all of its rows; <see cref="ClusterFidelity{TNetwork, TPattern}"/> says what that costs.</summary>
    public bool IsLossy => Array.Exists(clusters, static cluster => !cluster.IsExact);

    /// <summary>The names of the inputs.</summary>
    public ReadOnlySpan<string> InputNames => inputNames;

    /// <summary>Statistics of the inputs over all clusters.</summary>
    public ColumnStatistics Inputs { get; }

    /// <summary>Statistics of the outputs before the link over all clusters.</summary>
    public ColumnStatistics Outputs { get; }

    /// <summary>Cluster <paramref name="index"/>.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such cluster.</exception>
    public Cluster<TPattern> this[int index] => clusters[index];

    /// <summary>The share of all rows that are in a cluster.</summary>
    public double SupportOf(Cluster<TPattern> cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return (double)cluster.RowCount / RowCount;
    }

    /// <summary>Finds the cluster of a pattern.</summary>
    /// <param name="pattern">Any pattern.</param>
    /// <param name="number">Receives the cluster's index, or -1.</param>
    /// <returns>False if no row had this pattern.</returns>
    public bool TryFind(in TPattern pattern, out int number)
    {
        int found = index.Find(pattern);
        number = found < 0 ? -1 : clusterOfPattern[found];
        return found >= 0;
    }

    /// <summary>The importance of each input for one output in one cluster.</summary>
    /// <param name="cluster">One of these clusters.</param>
    /// <param name="output">Index of the output.</param>
    /// <param name="convention">How a weight becomes an importance; the deviations and ranges are those of all rows.</param>
    /// <param name="removeCommonShift">
    /// True to subtract the mean over all outputs first. A softmax does not see what is common to its inputs, so only differences
    /// between outputs mean anything there.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public FeatureImportance ImportanceOf(Cluster<TPattern> cluster, int output = 0, ImportanceConvention convention = ImportanceConvention.Raw, bool removeCommonShift = false)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return FeatureImportance.Of(cluster.Map, output, convention, Inputs, removeCommonShift);
    }

    /// <summary>The mean importance over all rows: that of each cluster, weighted by its support.</summary>
    /// <inheritdoc cref="ImportanceOf"/>
    public FeatureImportance OverallImportance(int output = 0, ImportanceConvention convention = ImportanceConvention.Raw, bool removeCommonShift = false)
    {
        var values = new double[Inputs.Count];
        foreach (Cluster<TPattern> cluster in clusters)
        {
            FeatureImportance importance = ImportanceOf(cluster, output, convention, removeCommonShift);
            for (int j = 0; j < values.Length; j++)
            {
                values[j] += SupportOf(cluster) * importance.Values[j];
            }
        }

        return new FeatureImportance(values, output, convention, removeCommonShift);
    }

    /// <summary>Visits the clusters.</summary>
    public IEnumerator<Cluster<TPattern>> GetEnumerator() => ((IEnumerable<Cluster<TPattern>>)clusters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
