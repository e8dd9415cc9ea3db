using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Tool.Output;
using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports.Sections;

/// <summary>Whether the parameters can be recovered from what the network computes on the domain.</summary>
internal sealed class IdentifiabilitySection(ReportContent content) : IReportSection
{
    private const int MostCauses = 40;

    public string Id => "identifiability";

    public string Title => "Identifiability";

    public void Write(HtmlText html)
    {
        if (content.Identifiability is not { } report)
        {
            html.Text("p", $"Left out: the network has more than {ReportText.Count(ReportContent.MostIdentifiedParameters)} parameters. relugen identify takes larger ones.");
            return;
        }

        html.Text("p", IdentifyText.Size(content.Model.Network, report) + " " + IdentifyText.Dimension(report));
        html.Text("p", "Verdicts are proved; undecided is one that could not be, within the budget.");
        Answers(report).Write(html);
        html.Text("p", IdentifyText.Conclusion(report));
        if (report.FunctionalDimension.Unseen.Count > 0)
        {
            Causes(report).Write(html);
        }
    }

    private static HtmlTable Answers(IdentifiabilityFindings report)
    {
        var table = new HtmlTable("Questions", ("question", ""), ("answer", ""), ("why", ""));
        foreach ((string question, string answer, string why) in IdentifyText.Answers(report))
        {
            table.Add(HtmlCell.Of(question), HtmlCell.Of(answer), HtmlCell.Of(why));
        }

        return table;
    }

    private static HtmlTable Causes(IdentifiabilityFindings report)
    {
        IReadOnlyList<UnseenParameters> causes = report.FunctionalDimension.Unseen;
        var table = new HtmlTable(IdentifyText.Missing(report), ("stage", "number"), ("neuron", "number"), ("dimensions", "number"), ("why", ""))
        {
            Rest = ReportText.Rest(causes.Count - MostCauses, "cause"),
        };
        foreach (UnseenParameters cause in causes.Take(MostCauses))
        {
            table.Add(
                HtmlCell.Number(cause.Stage == 0 ? "input" : ReportText.Count(cause.Stage)),
                HtmlCell.Number(ReportText.Count(cause.Neuron)),
                HtmlCell.Number(ReportText.Count(cause.Count)),
                HtmlCell.Of(IdentifyText.Why(cause)));
        }

        return table;
    }
}
