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

    public static void Write(TextWriter output, ClusterReport report, int most)
    {
        int shown = Math.Min(report.Clusters.Count, most == int.MaxValue ? DefaultClusters : most);
        PlainConsole.Write(output, console =>
        {
            string rejected = report.RejectedRowCount == 0 ? "" : $", {Number(report.RejectedRowCount)} more rejected (not finite)";
            Line(console, $"{Number(report.RowCount)} rows in {Number(report.Clusters.Count)} clusters{rejected}");
            foreach (ClusterRow cluster in report.Clusters.Take(shown))
            {
                console.WriteLine();
                WriteCluster(console, report, cluster);
            }

            if (shown < report.Clusters.Count)
            {
                console.WriteLine();
                Line(console, $"and {Number(report.Clusters.Count - shown)} more clusters (--max-clusters lists more, --json all)");
            }
        });
    }

    private static void WriteCluster(IAnsiConsole console, ClusterReport report, ClusterRow cluster)
    {
        string positive = double.IsNaN(cluster.Positive) ? "classes " + string.Join(" ", cluster.ClassCounts) : "positive " + Share(cluster.Positive);
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
