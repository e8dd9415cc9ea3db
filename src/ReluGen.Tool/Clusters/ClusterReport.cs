using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Clustering;

namespace ReluGen.Tool.Clusters;

/// <summary>The clusters of a sample file, without the type of the network's patterns, which exists only once the tool has compiled it.</summary>
/// <param name="RowCount">Number of rows in all clusters.</param>
/// <param name="RejectedRowCount">Number of rows that have no pattern.</param>
/// <param name="InputNames">The names of the inputs.</param>
/// <param name="Inputs">Statistics of the inputs over all clusters.</param>
/// <param name="Importance">For each output, weights times deviations: the mean over all rows.</param>
/// <param name="ClusterCount">Number of clusters.</param>
/// <param name="Clusters">The largest first; all, or as many as were to be described.</param>
internal sealed record ClusterReport(
    long RowCount,
    long RejectedRowCount,
    IReadOnlyList<string> InputNames,
    ColumnStatistics Inputs,
    IReadOnlyList<FeatureImportance> Importance,
    int ClusterCount,
    IReadOnlyList<ClusterRow> Clusters)
{
    /// <summary>The inputs by what they matter for all outputs over all rows, the most important first.</summary>
    public IEnumerable<int> InputsByImportance() =>
        Enumerable.Range(0, Inputs.Count).OrderByDescending(j => Importance.Sum(importance => Math.Abs(importance.Values[j])));

    /// <summary>Names of the classes that the outputs stand for; empty where there are none.</summary>
    public IReadOnlyList<string> ClassLabels { get; set; } = [];

    /// <summary>How patterns became clusters.</summary>
    public ClusterMerge Merge { get; init; }

    /// <summary>Number of patterns of the rows.</summary>
    public int PatternCount { get; init; }

    /// <summary>What merging with loss has cost; null where nothing is lost.</summary>
    public FidelityRow? Fidelity { get; set; }
}

/// <summary>How well clusters stand for the network.</summary>
/// <param name="Agreement">Share of rows whose predicted class stays.</param>
/// <param name="LargestError">Largest difference of an output before the link.</param>
/// <param name="MeanError">Mean over rows of the largest difference of an output.</param>
internal sealed record FidelityRow(double Agreement, double LargestError, double MeanError);

/// <summary>A node of the tree of clusters.</summary>
/// <param name="Stage">The last stage in which its rows agree; 0 for the root.</param>
/// <param name="Bits">The bits of that stage.</param>
/// <param name="Pattern">The whole pattern of a leaf; null for other nodes.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Mean">Mean of each input.</param>
/// <param name="MeanOutput">Mean of each output before the link.</param>
/// <param name="ClassCounts">Number of rows of each predicted class.</param>
/// <param name="Children">By the next stage, the largest first.</param>
internal sealed record TreeRow(
    int Stage, string Bits, string? Pattern, long RowCount, double[] Mean, double[] MeanOutput, IReadOnlyList<long> ClassCounts, IReadOnlyList<TreeRow> Children);

/// <summary>One cluster.</summary>
/// <param name="Pattern">0 and 1, first neuron first.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Inputs">Statistics of the inputs.</param>
/// <param name="Outputs">Statistics of the outputs before the link.</param>
/// <param name="ClassCounts">Number of rows of each predicted class.</param>
/// <param name="Positive">Share of rows with a positive output; NaN for networks of several outputs.</param>
/// <param name="Weights">A of the affine map, row-major.</param>
/// <param name="Bias">b of the affine map.</param>
/// <param name="Importance">The importances of each output.</param>
internal sealed record ClusterRow(
    string Pattern,
    long RowCount,
    ColumnStatistics Inputs,
    ColumnStatistics Outputs,
    IReadOnlyList<long> ClassCounts,
    double Positive,
    float[] Weights,
    float[] Bias,
    IReadOnlyList<OutputImportance> Importance)
{
    /// <summary>All patterns of its rows, the most frequent first.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>True if the map is the network's on all rows.</summary>
    public bool IsExact { get; init; } = true;
}

/// <summary>What each input matters for one output, by each convention.</summary>
internal sealed record OutputImportance(FeatureImportance Raw, FeatureImportance Scaled, FeatureImportance Range);
