using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Clustering;
using ReluGen.Tool.Clusters;
using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports.Sections;

/// <summary>The clusters of the rows: all in a table, the largest in full.</summary>
internal sealed class ClustersSection(ReportContent content) : IReportSection
{
    private const int MostOutputs = 3;

    private readonly ClusterReport clusters = content.Clusters;

    private bool IsSingle => clusters.Importance.Count == 1;

    public string Id => "clusters";

    public string Title => "Clusters";

    public void Write(HtmlText html)
    {
        string rejected = clusters.RejectedRowCount == 0 ? "" : $" Rejected, because pre-activations are not finite: {ReportText.Count(clusters.RejectedRowCount, "row")}.";
        html.Text("p", $"By activation pattern, {ReportText.Count(clusters.RowCount, "row")} in {ReportText.Count(clusters.ClusterCount, "cluster")}. "
            + "On each the network is one affine map: output = bias + sum of weight times input, exactly, before the link." + rejected);
        Summary().Write(html);
        html.Text("h3", "Importance over all rows");
        html.Text("p", $"Importance here and below: {clusters.Importance[0]}. The deviations are those over all rows, so that it is the change of the output for a typical change of the input; its sign says which way the output moves.");
        foreach (int output in Enumerable.Range(0, Math.Min(MostOutputs, clusters.Importance.Count)))
        {
            FeatureImportance importance = clusters.Importance[output];
            ImportanceTable.Of(OutputName(output) + (IsSingle ? "Mean" : "mean") + " importance over all clusters, each weighted by its rows", clusters.InputNames, importance).Write(html);
        }

        LeftOut(html, clusters.Importance.Count);
        foreach ((int index, ClusterRow cluster) in clusters.Clusters.Take(content.DescribedClusters).Index())
        {
            Describe(html, index + 1, cluster);
        }
    }

    private HtmlTable Summary()
    {
        long listed = clusters.Clusters.Sum(static cluster => cluster.RowCount);
        int more = clusters.ClusterCount - clusters.Clusters.Count;
        var table = new HtmlTable("Clusters, the largest first", ("cluster", "number"), ("share of rows", "bar"), ("", "number"), ("rows", "number"), (IsSingle ? "output above 0" : "predicted most", "number"), ("mean output", "number"), ("pattern", "pattern"))
        {
            Rest = more == 0 ? null : $"{ReportText.Rest(more, "cluster")} with {ReportText.Count(clusters.RowCount - listed, "row")} ({ReportText.Share(1 - ShareOf(listed))})",
        };
        foreach ((int index, ClusterRow cluster) in clusters.Clusters.Index())
        {
            int predicted = Predicted(cluster)[0];
            table.Add(
                HtmlCell.Number(ReportText.Count(index + 1)),
                HtmlCell.Stack(("plain", ShareOf(cluster.RowCount))),
                HtmlCell.Number(ReportText.Share(ShareOf(cluster.RowCount))),
                HtmlCell.Number(ReportText.Count(cluster.RowCount)),
                HtmlCell.Number(IsSingle ? ReportText.Share(cluster.Positive) : $"output {predicted} ({ReportText.Share((double)cluster.ClassCounts[predicted] / cluster.RowCount)})"),
                HtmlCell.Number(ReportText.Number(cluster.Outputs.Mean[predicted])),
                HtmlCell.Pattern(cluster.Pattern));
        }

        return table;
    }

    private void Describe(HtmlText html, int number, ClusterRow cluster)
    {
        html.Text("h3", $"Cluster {ReportText.Count(number)}: {ReportText.Count(cluster.RowCount, "row")}, {ReportText.Share(ShareOf(cluster.RowCount))}");
        html.Sentence(
            ("span", "Pattern"),
            ("code", ReportText.Pattern(cluster.Pattern)),
            ("span", IsSingle ? $"with the output above 0 for {ReportText.Share(cluster.Positive)} of the rows." : ""));
        int[] outputs = [.. Predicted(cluster).Where(output => IsSingle || cluster.ClassCounts[output] > 0)];
        foreach (int output in outputs.Take(MostOutputs))
        {
            string rows = IsSingle ? "" : $"largest for {ReportText.Count(cluster.ClassCounts[output], "row")}; ";
            string caption = $"{OutputName(output)}{rows}{(IsSingle ? "Bias" : "bias")} {ReportText.Number(cluster.Bias[output])}, mean output {ReportText.Number(cluster.Outputs.Mean[output])}";
            ImportanceTable.Of(caption, clusters.InputNames, cluster.Importance[output].Scaled, cluster.Importance[output].Raw, cluster.Inputs).Write(html);
        }

        LeftOut(html, outputs.Length);
    }

    /// <summary>The outputs, those first that are largest for most rows.</summary>
    private int[] Predicted(ClusterRow cluster) =>
        IsSingle ? [0] : [.. Enumerable.Range(0, clusters.Importance.Count).OrderByDescending(output => cluster.ClassCounts[output])];

    private string OutputName(int output) => IsSingle ? "" : $"Output {output}: ";

    private double ShareOf(long rows) => clusters.RowCount == 0 ? 0 : (double)rows / clusters.RowCount;

    private static void LeftOut(HtmlText html, int outputs)
    {
        if (ReportText.Rest(outputs - MostOutputs, "output") is { } rest)
        {
            html.Text("p", rest + " (relugen cluster --json lists all)", ("class", "note"));
        }
    }
}
