using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Clustering;
using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports.Sections;

/// <summary>A bar chart of importances, the largest first, with its numbers.</summary>
internal static class ImportanceTable
{
    private const int MostInputs = 12;

    /// <summary>Importances alone.</summary>
    public static HtmlTable Of(string caption, IReadOnlyList<string> names, FeatureImportance importance) =>
        Fill(new HtmlTable(caption, ("input", ""), ("importance", "bar"), ("", "number")), names, importance, static _ => []);

    /// <summary>Importances with the weights behind them and what the rows of a cluster have in common.</summary>
    public static HtmlTable Of(string caption, IReadOnlyList<string> names, FeatureImportance importance, FeatureImportance weights, ColumnStatistics rows) =>
        Fill(
            new HtmlTable(caption, ("input", ""), ("importance", "bar"), ("", "number"), ("weight", "number"), ("mean", "number"), ("deviation", "number")),
            names,
            importance,
            j => [HtmlCell.Number(ReportText.Number(weights.Values[j])), HtmlCell.Number(ReportText.Number(rows.Mean[j])), HtmlCell.Number(ReportText.Number(rows.StandardDeviation[j]))]);

    private static HtmlTable Fill(HtmlTable table, IReadOnlyList<string> names, FeatureImportance importance, Func<int, HtmlCell[]> more)
    {
        int[] ranking = importance.Ranking();
        double largest = Math.Abs(importance.Values[ranking[0]]);
        foreach (int j in ranking.Take(MostInputs))
        {
            double value = importance.Values[j];
            table.Add([HtmlCell.Of(ReportText.Name(names[j])), HtmlCell.Bar(largest > 0 ? value / largest : 0), HtmlCell.Number(ReportText.Number(value)), .. more(j)]);
        }

        table.Rest = ReportText.Rest(ranking.Length - MostInputs, "input") is { } rest ? rest + " of smaller importance" : null;
        return table;
    }
}
