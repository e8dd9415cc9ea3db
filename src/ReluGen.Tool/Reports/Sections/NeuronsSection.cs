using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Tool.Output;
using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports.Sections;

/// <summary>Neuron health: how many neurons of each stage work, and what is degenerate about the network.</summary>
internal sealed class NeuronsSection(ReportContent content) : IReportSection
{
    private const int MostFindings = 60;

    public string Id => "neurons";

    public string Title => "Neuron health";

    public void Write(HtmlText html)
    {
        html.Text("p", "What is proved of the network on the domain, in exact arithmetic for its float32 weights. "
            + "A dead neuron is never active; one that is always active does not bend the function; a crossing one was seen on both sides; undecided ones are neither proved nor seen.");
        html.Text("p", FactText.Summary(content.Facts.Facts));
        if (content.Facts.Stages.Count > 0)
        {
            Stages(content.Facts.Stages).Write(html);
        }

        FactGroup[] groups = [.. FactText.Groups(content.Facts.Facts)];
        if (groups.Length > 0)
        {
            Findings(groups).Write(html);
        }

        if (!content.Simplified.IsUnchanged)
        {
            html.Text("p", FactText.Saving(content.Domain, content.Simplified));
        }
    }

    private static HtmlTable Stages(IReadOnlyList<StageCounts> stages)
    {
        var table = new HtmlTable("Neurons of each stage", ("stage", "number"), ("neurons", "number"), ("at work: crossing, then undecided in grey", "bar"), ("dead", "number"), ("always active", "number"), ("crossing", "number"), ("undecided", "number"));
        foreach (StageCounts stage in stages)
        {
            double all = stage.Neurons == 0 ? 1 : stage.Neurons;
            table.Add([
                HtmlCell.Number(ReportText.Count(stage.Stage)),
                HtmlCell.Number(ReportText.Count(stage.Neurons)),
                HtmlCell.Stack(("for", stage.Crossing / all), ("idle", stage.Undecided / all)),
                .. new[] { stage.Dead, stage.AlwaysActive, stage.Crossing, stage.Undecided }.Select(static n => HtmlCell.Number(ReportText.Count(n)))]);
        }

        return table;
    }

    private static HtmlTable Findings(FactGroup[] groups)
    {
        var table = new HtmlTable("Findings, the severest first; relugen check lists each with its proof", ("severity", ""), ("id", ""), ("kind", ""), ("stage", "number"), ("what", ""))
        {
            Rest = ReportText.Rest(groups.Length - MostFindings, "kind"),
        };
        foreach (FactGroup group in groups.Take(MostFindings))
        {
            table.Add(
                HtmlCell.Of(FactJson.NameOf(group.Kind.Severity)),
                HtmlCell.Of(group.Kind.Id),
                HtmlCell.Of(group.Kind.Slug),
                HtmlCell.Number(group.Stage == 0 ? "" : ReportText.Count(group.Stage)),
                HtmlCell.Of(group.Text));
        }

        return table;
    }
}
