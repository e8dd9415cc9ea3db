using System.Collections.Generic;
using ReluGen.Clustering;

namespace ReluGen.Tool.Clusters;

/// <summary>The clusters of a sample file, without the type of the network's patterns, which exists only once the tool has compiled it.</summary>
/// <param name="RowCount">Number of rows in all clusters.</param>
/// <param name="RejectedRowCount">Number of rows that have no pattern.</param>
/// <param name="InputNames">The names of the inputs.</param>
/// <param name="Clusters">The largest first.</param>
internal sealed record ClusterReport(long RowCount, long RejectedRowCount, IReadOnlyList<string> InputNames, IReadOnlyList<ClusterRow> Clusters);

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
    IReadOnlyList<OutputImportance> Importance);

/// <summary>What each input matters for one output, by each convention.</summary>
internal sealed record OutputImportance(FeatureImportance Raw, FeatureImportance Scaled, FeatureImportance Range);
