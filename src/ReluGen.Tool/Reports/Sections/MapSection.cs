using ReluGen.Core.Networks;
using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports.Sections;

/// <summary>The regions in the plane of two inputs, with the rows.</summary>
internal sealed class MapSection(ReportContent content) : IReportSection
{
    public string Id => "map";

    public string Title => "Map";

    public void Write(HtmlText html)
    {
        if (content.Map is not { } map)
        {
            html.Text("p", "There is no map: it needs two inputs that vary in the domain.");
            return;
        }

        Network network = content.Model.Network;
        html.Element("figure", [("class", "map")], () =>
        {
            html.Picture(map.Svg);
            html.Text("figcaption", Caption(network, map));
        });
    }

    private static string Caption(Network network, ReportMap map)
    {
        string choice = map.IsChosen ? "as chosen" : network.InputCount == 2 ? "the two inputs" : "the most important inputs of more than five values";
        string held = network.InputCount == 2 ? "" : map.IsAtMean ? " The others are held at the means of the rows." : " The others are held at the values of --at.";
        return $"Regions in the plane of {ReportText.Name(network.Inputs[map.X].Name)} and {ReportText.Name(network.Inputs[map.Y].Name)}, {choice}.{held}"
            + " Within each polygon the network is one affine map. Dots are rows at their values of the two inputs, whatever their other inputs are.";
    }
}
