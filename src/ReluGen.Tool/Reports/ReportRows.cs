using System.Collections.Generic;
using ReluGen.Tool.Explanations;

namespace ReluGen.Tool.Reports;

/// <summary>The rows that a report explains.</summary>
/// <param name="Rows">Each with its explanation.</param>
/// <param name="AreTypical">True if they are the rows nearest to the means of the largest clusters, false if the user named them.</param>
/// <param name="HaveRadius">True if it is known how far each explanation holds.</param>
internal sealed record ReportRows(IReadOnlyList<ReportRow> Rows, bool AreTypical, bool HaveRadius);

/// <summary>A row of the sample file.</summary>
/// <param name="Number">From 1, without the header.</param>
/// <param name="Cluster">Number of its cluster, from 1; null where that is not among the largest.</param>
/// <param name="Explanation">What the network says of it.</param>
/// <param name="Linked">Its outputs after the link.</param>
internal sealed record ReportRow(int Number, int? Cluster, RowExplanation Explanation, double[] Linked);
