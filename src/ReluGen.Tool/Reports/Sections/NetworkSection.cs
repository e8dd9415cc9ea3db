using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports.Sections;

/// <summary>What the network is: sizes, stages, and its inputs with their domain.</summary>
internal sealed class NetworkSection(ReportContent content) : IReportSection
{
    private const int MostInputs = 24;
    private const int MostStages = 40;

    private readonly Network network = content.Model.Network;

    public string Id => "network";

    public string Title => "Network";

    public void Write(HtmlText html)
    {
        html.Element("dl", [], () =>
        {
            Line("format", content.Model.Format);
            Line("source", network.Origin.FileName);
            Line("SHA-256", network.Origin.Sha256.Length == 0 ? "unknown" : network.Origin.Sha256);
            Line("inputs", ReportText.Count(network.InputCount));
            Line("hidden neurons", ReportText.Count(network.HiddenNeuronCount));
            Line("outputs", ReportText.Count(network.OutputCount));
            Line("parameters", ReportText.Count(network.ParameterCount));
            Line("link", LinkNames.Of(network.Link));
            Line("domain", content.IsDomainOfSamples ? "the smallest box that holds the samples" : "as given with --domain");
        });
        Stages().Write(html);
        Inputs().Write(html);

        void Line(string name, string value)
        {
            html.Text("dt", name);
            html.Text("dd", value);
        }
    }

    private HtmlTable Stages()
    {
        var table = new HtmlTable("Stages", ("stage", ""), ("neurons", "number"), ("activation", ""), ("reads", ""))
        {
            Rest = ReportText.Rest(network.Stages.Count - MostStages, "stage"),
        };
        foreach ((int index, HiddenStage stage) in network.Stages.Take(MostStages).Index())
        {
            table.Add(HtmlCell.Of(ReportText.Count(index + 1)), HtmlCell.Number(ReportText.Count(stage.Width)), HtmlCell.Of(stage.IsRelu ? "relu" : "leaky relu"), HtmlCell.Of(Sources(stage)));
        }

        table.Add(HtmlCell.Of("output"), HtmlCell.Number(ReportText.Count(network.OutputCount)), HtmlCell.Of("none"), HtmlCell.Of(Sources(network.Output)));
        return table;
    }

    private HtmlTable Inputs()
    {
        int[] shown = [.. content.Clusters.InputsByImportance().Take(MostInputs).Order()];
        string which = shown.Length < network.InputCount ? $"The {MostInputs} most important inputs" : "Inputs";
        var table = new HtmlTable(which + ": their domain, and the rows", ("input", ""), ("lower", "number"), ("upper", "number"), ("mean", "number"), ("deviation", "number"))
        {
            Rest = ReportText.Rest(network.InputCount - shown.Length, "input"),
        };
        foreach (int j in shown)
        {
            table.Add(
                HtmlCell.Of(ReportText.Name(network.Inputs[j].Name)),
                HtmlCell.Number(ReportText.Number(content.Domain.Lower[j])),
                HtmlCell.Number(ReportText.Number(content.Domain.Upper[j])),
                HtmlCell.Number(ReportText.Number(content.Clusters.Inputs.Mean[j])),
                HtmlCell.Number(ReportText.Number(content.Clusters.Inputs.StandardDeviation[j])));
        }

        return table;
    }

    private static string Sources(AffineStage stage) => string.Join(
        ", ",
        stage.Blocks.Select(static block => $"{(block.Source == 0 ? "input" : "stage " + ReportText.Count(block.Source))} ({ReportText.Count(block.Columns)})").DefaultIfEmpty("nothing"));
}
