using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Tool.Explanations;
using ReluGen.Tool.Output;
using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports.Sections;

/// <summary>Single rows: what each input contributes to the output, and how far that holds.</summary>
internal sealed class RowsSection(ReportContent content) : IReportSection
{
    private const int MostInputs = 16;
    private const int MostOutputs = 2;

    private readonly Network network = content.Model.Network;

    public string Id => "rows";

    public string Title => "Single rows";

    public void Write(HtmlText html)
    {
        html.Text("p", (content.Rows.AreTypical ? "The rows nearest to the means of the largest clusters. " : "")
            + "Bias and contributions (weight times value) add up to the output before the link."
            + (content.Rows.HaveRadius ? " The last column says in which interval an input may move alone before the explanation changes." : ""));
        if (!content.Rows.HaveRadius)
        {
            html.Text("p", "How far each explanation holds is not computed for a network of this size; relugen explain does it.", ("class", "note"));
        }

        foreach (ReportRow row in content.Rows.Rows)
        {
            html.Text("h3", $"Row {ReportText.Count(row.Number)}" + (row.Cluster is { } cluster ? $" (cluster {ReportText.Count(cluster)})" : ""));
            if (row.Explanation.Outputs.All(float.IsFinite))
            {
                Explain(html, row);
            }
            else
            {
                html.Text("p", "Pre-activations of this row are not finite, so that it has no output and no explanation.");
            }
        }
    }

    private void Explain(HtmlText html, ReportRow row)
    {
        RowExplanation explanation = row.Explanation;
        html.Sentence(("span", Outputs(row)), ("span", "Pattern"), ("code", ReportText.Pattern(explanation.Pattern)));
        html.Element("ul", [], () =>
        {
            foreach (string certificate in Certificates(explanation))
            {
                html.Text("li", certificate);
            }
        });
        foreach (int output in Largest(row.Explanation).Take(MostOutputs))
        {
            Contributions(row.Explanation, output).Write(html);
        }

        if (ReportText.Rest(network.OutputCount - MostOutputs, "output") is { } rest)
        {
            html.Text("p", rest, ("class", "note"));
        }
    }

    private string Outputs(ReportRow row)
    {
        float[] outputs = row.Explanation.Outputs;
        int largest = Largest(row.Explanation)[0];
        string name = network.OutputCount == 1 ? "Output" : $"Output {largest} is the largest:";
        string linked = network.Link == Link.Identity ? "" : $", {LinkNames.Of(network.Link)} {ReportText.Number(row.Linked[largest])}";
        return $"{name} {ReportText.Number(outputs[largest])}{linked}.";
    }

    /// <summary>How far the explanation holds, and what would change the decision.</summary>
    private IEnumerable<string> Certificates(RowExplanation row)
    {
        if (row.Geometry is { } geometry)
        {
            yield return ExplanationText.Radius(geometry);
            if (geometry.Nearest is { } nearest)
            {
                yield return ExplanationText.Facet(nearest);
            }
        }

        yield return ExplanationText.Counterfactual([.. network.Inputs.Select(static input => ReportText.Name(input.Name))], row);
        yield return ExplanationText.Bits(row);
    }

    private static int[] Largest(RowExplanation row) => [.. Enumerable.Range(0, row.Outputs.Length).OrderByDescending(o => row.Outputs[o])];

    private HtmlTable Contributions(RowExplanation row, int output)
    {
        double[] parts = row.Parts[output].Contributions;
        double bias = row.Parts[output].Attribution.Baseline;
        int[] order = [.. Enumerable.Range(0, parts.Length).OrderByDescending(j => Math.Abs(parts[j]))];
        int[] shown = [.. order.Take(MostInputs)];
        double rest = order.Skip(MostInputs).Sum(j => parts[j]);
        double largest = Math.Max(Math.Max(Math.Abs(bias), Math.Abs(rest)), Math.Abs(parts[order[0]]));
        var columns = new List<(string, string)> { ("input", ""), ("contribution", "bar"), ("", "number"), ("value", "number") };
        if (row.Geometry?.Ranges is not null)
        {
            columns.Add(("holds from … to", "number"));
        }

        var table = new HtmlTable(network.OutputCount == 1 ? "Contributions" : $"Contributions to output {output}", [.. columns]);
        foreach (int j in shown)
        {
            HtmlCell[] range = row.Geometry?.Ranges is { } ranges ? [HtmlCell.Number(Range(row.Input[j], ranges[j]))] : [];
            table.Add([HtmlCell.Of(ReportText.Name(network.Inputs[j].Name)), .. Part(parts[j], largest), HtmlCell.Number(ReportText.Number(row.Input[j])), .. range]);
        }

        if (shown.Length < parts.Length)
        {
            table.Add([HtmlCell.Of(ReportText.Rest(parts.Length - shown.Length, "input")!), .. Part(rest, largest)]);
        }

        table.Add([HtmlCell.Of("bias"), .. Part(bias, largest)]);
        table.Add([HtmlCell.Of("output"), HtmlCell.Of(""), HtmlCell.Number(ReportText.Number(row.Outputs[output]))]);
        return table;
    }

    private static HtmlCell[] Part(double value, double largest) => [HtmlCell.Bar(largest > 0 ? value / largest : 0), HtmlCell.Number(ReportText.Number(value))];

    private static string Range(double value, MovementRange range) => $"{ReportText.Number(value - range.Down)} … {ReportText.Number(value + range.Up)}";
}
