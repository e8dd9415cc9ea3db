using System;
using System.Collections.Generic;

namespace ReluGen.Clustering;

/// <summary>
/// Rows that agree in the pattern of the first stages: a node of the tree in which each stage refines the clusters of those before it. The
/// root holds all rows, a leaf is a cluster.
/// </summary>
/// <typeparam name="TPattern">The network's pattern.</typeparam>
public sealed class ClusterNode<TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly long[] classCounts;

    internal ClusterNode(int stage, string bits, ClusterSums sums, int inputCount, IReadOnlyList<ClusterNode<TPattern>> children, TPattern pattern)
    {
        Stage = stage;
        Bits = bits;
        RowCount = sums.Columns.RowCount;
        Inputs = sums.Columns.Statistics(0, inputCount);
        Outputs = sums.Columns.Statistics(inputCount, sums.Columns.ColumnCount - inputCount);
        classCounts = [.. sums.ClassCounts];
        Children = children;
        Pattern = pattern;
    }

    /// <summary>The last stage in which its rows agree, from 1; 0 for the root.</summary>
    public int Stage { get; }

    /// <summary>The bits of that stage: 0 and 1, first neuron first; empty for the root.</summary>
    public string Bits { get; }

    /// <summary>Number of rows.</summary>
    public long RowCount { get; }

    /// <summary>Statistics of the inputs.</summary>
    public ColumnStatistics Inputs { get; }

    /// <summary>Statistics of the outputs before the link.</summary>
    public ColumnStatistics Outputs { get; }

    /// <summary>Number of rows of each predicted class, as in <see cref="Cluster{TPattern}.ClassCounts"/>.</summary>
    public ReadOnlySpan<long> ClassCounts => classCounts;

    /// <summary>The rows by the pattern of the next stage, the largest first; empty for a leaf.</summary>
    public IReadOnlyList<ClusterNode<TPattern>> Children { get; }

    /// <summary>The whole pattern of some of its rows; of a leaf, that of all.</summary>
    public TPattern Pattern { get; }
}
