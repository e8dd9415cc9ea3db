using System;

namespace ReluGen.Clustering;

/// <summary>
/// Rows with one activation pattern, or with several that were merged. Unless that was with loss (<see cref="IsExact"/>), the network is
/// one affine map on all of them.
/// </summary>
/// <typeparam name="TPattern">The network's pattern.</typeparam>
public sealed class Cluster<TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly TPattern[] patterns;
    private readonly long[] classCounts;
    private readonly float[] weights;
    private readonly float[] bias;

    internal Cluster(TPattern[] patterns, long rowCount, ColumnStatistics inputs, ColumnStatistics outputs, long[] classCounts, float[] weights, float[] bias, bool isExact)
    {
        this.patterns = patterns;
        RowCount = rowCount;
        Inputs = inputs;
        Outputs = outputs;
        this.classCounts = classCounts;
        this.weights = weights;
        this.bias = bias;
        IsExact = isExact;
    }

    /// <summary>The pattern of every row; where patterns were merged, that of the most rows.</summary>
    public TPattern Pattern => patterns[0];

    /// <summary>All patterns of the rows, the most frequent first.</summary>
    public ReadOnlySpan<TPattern> Patterns => patterns;

    /// <summary>Number of rows.</summary>
    public long RowCount { get; }

    /// <summary>Statistics of the inputs; their mean is the cluster's average instance.</summary>
    public ColumnStatistics Inputs { get; }

    /// <summary>Statistics of the outputs before the link.</summary>
    public ColumnStatistics Outputs { get; }

    /// <summary>
    /// Number of rows of each predicted class: the index of the largest output (the first of equal ones); with a single output,
    /// not positive and positive.
    /// </summary>
    public ReadOnlySpan<long> ClassCounts => classCounts;

    /// <summary>For a network of one output: the share of rows whose output before the link is above 0, which is a sigmoid above one half. NaN for others.</summary>
    public double PositiveShare => Outputs.Count == 1 ? (double)classCounts[1] / RowCount : double.NaN;

    /// <summary>True if <see cref="Map"/> is the network's on all rows; false where others were merged into the cluster with loss.</summary>
    public bool IsExact { get; }

    /// <summary>
    /// The network on these rows, before the link: y = A·x + b, as AffineMapOf gives it. Where the cluster is not exact, what stands for it.
    /// </summary>
    public AffineMap Map => new(weights, bias, Inputs.Count);
}
