using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Clustering;
using ReluGen.Tool.Clusters;
using Spectre.Console;

namespace ReluGen.Tool.Output;

/// <summary>What <c>cluster</c> shows to a person: the paper's table, a block a cluster.</summary>
internal static class ClusterTables
{
    // What is cut off here is in the JSON.
    private const int DefaultClusters = 12;
    private const int MostFeatures = 12;
    private const int MostOutputs = 3;
    private const int MostPatternCharacters = 60;

    public static void Write(TextWriter output, ClusterReport report, bool isLimited)
    {
        int shown = isLimited ? Math.Min(report.Clusters.Count, DefaultClusters) : report.Clusters.Count;
        PlainConsole.Write(output, console =>
        {
            string rejected = report.RejectedRowCount == 0 ? "" : $", {Number(report.RejectedRowCount)} more rejected (not finite)";
            Line(console, $"{Number(report.RowCount)} rows in {Number(report.Clusters.Count)} clusters{rejected}{ClusterText.Describe(report.Merge)}");
            if (report.Fidelity is { } fidelity)
            {
                Line(console, $"fidelity: {Share(fidelity.Agreement)} of the rows keep their class; outputs are off by {Short(fidelity.MeanError)} on average, {Short(fidelity.LargestError)} at most");
            }

            foreach (ClusterRow cluster in report.Clusters.Take(shown))
            {
                console.WriteLine();
                WriteCluster(console, report, cluster);
            }

            if (shown < report.Clusters.Count)
            {
                console.WriteLine();
                Line(console, $"and {Number(report.Clusters.Count - shown)} more clusters (--json lists all, --max-clusters puts them together)");
            }
        });
    }

    /// <summary>The tree, a line a node.</summary>
    public static void Write(TextWriter output, TreeRow root, IReadOnlyList<string> labels) => PlainConsole.Write(output, console =>
    {
        var tree = new Tree(new Text($"{Number(root.RowCount)} rows, {Decision(root, labels)}"));
        foreach (TreeRow child in root.Children)
        {
            AddNode(tree, child, root.RowCount, labels);
        }

        console.Write(tree);
    });

    private static void AddNode(IHasTreeNodes parent, TreeRow node, long rows, IReadOnlyList<string> labels)
    {
        string bits = node.Bits.Length <= MostPatternCharacters ? node.Bits : node.Bits[..MostPatternCharacters] + "…";
        string text = $"stage {Number(node.Stage)} {bits}  {Number(node.RowCount)} ({Share((double)node.RowCount / rows)}), {Decision(node, labels)}";
        TreeNode added = parent.AddNode(new Text(text));
        foreach (TreeRow child in node.Children)
        {
            AddNode(added, child, rows, labels);
        }
    }

    /// <summary>The share of positive rows for a single output, else the rows of each class.</summary>
    private static string Decision(TreeRow node, IReadOnlyList<string> labels) =>
        node.MeanOutput.Length == 1 ? "positive " + Share((double)node.ClassCounts[1] / Math.Max(node.RowCount, 1)) : ClusterText.Classes(node.ClassCounts, labels);

    private static void WriteCluster(IAnsiConsole console, ClusterReport report, ClusterRow cluster)
    {
        string positive = double.IsNaN(cluster.Positive) ? ClusterText.Classes(cluster.ClassCounts, report.ClassLabels) : "positive " + Share(cluster.Positive);
        string pattern = cluster.Pattern.Length <= MostPatternCharacters ? cluster.Pattern : cluster.Pattern[..MostPatternCharacters] + "…";
        Line(console, $"{pattern}  support {Number(cluster.RowCount)} ({Share((double)cluster.RowCount / report.RowCount)}), {positive}");
        Table table = new Table().Border(TableBorder.Simple).AddColumns("input", "mean", "deviation");
        int outputs = Math.Min(MostOutputs, cluster.Importance.Count);
        for (int o = 0; o < outputs; o++)
        {
            string suffix = cluster.Importance.Count == 1 ? "" : " of output " + Number(o);
            table.AddColumn("weight" + suffix).AddColumn("times deviation" + suffix);
        }

        foreach (int j in cluster.Importance[0].Scaled.Ranking().Take(MostFeatures))
        {
            var cells = new List<string> { SafeText.OneLine(report.InputNames[j]), Short(cluster.Inputs.Mean[j]), Short(cluster.Inputs.StandardDeviation[j]) };
            foreach (OutputImportance importance in cluster.Importance.Take(outputs))
            {
                cells.Add(Short(importance.Raw.Values[j]));
                cells.Add(Short(importance.Scaled.Values[j]));
            }

            table.AddRow(cells.Select(static cell => new Text(cell)).ToArray());
        }

        console.Write(table);
        FeatureImportance convention = cluster.Importance[0].Scaled;
        Line(console, $"bias {string.Join(", ", cluster.Bias.Take(outputs).Select(static value => Short(value)))}; importance: {convention} over all rows");
    }

    private static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    private static string Share(double value) => value.ToString("P1", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
