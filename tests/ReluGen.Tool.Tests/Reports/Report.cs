using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Reports;

/// <summary>A page that <c>report</c> wrote, as a browser reads it.</summary>
internal sealed class Report
{
    private Report(string html)
    {
        Html = html;

        // Strict: an error that browsers would mend is an exception.
        Page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
    }

    public string Html { get; }

    public IHtmlDocument Page { get; }

    /// <summary>Runs the command.</summary>
    public static async Task<Report> OfAsync(TemporaryFolder folder, string model, string samples, params string[] options)
    {
        ToolResult result = (await ToolResult.OfAsync(["report", model, "--samples", samples, "-o", folder.Of("report.html"), .. options])).Done();
        Assert.Equal("", result.Output);
        return new Report(File.ReadAllText(folder.Of("report.html")));
    }

    /// <summary>The cells of a table's rows, by the beginning of its caption.</summary>
    public string[][] Table(string caption, int index = 0) =>
        [.. Page.QuerySelectorAll("table").Where(table => table.QuerySelector("caption")!.TextContent.StartsWith(caption, System.StringComparison.Ordinal)).ElementAt(index)
            .QuerySelectorAll("tbody tr").Select(static row => row.Children.Select(static cell => cell.TextContent.Trim()).ToArray())];

    /// <summary>All text of a section.</summary>
    public string Section(string id) => Page.GetElementById(id)!.TextContent;

    /// <summary>Every element with its attributes, in order: what the page is apart from its text.</summary>
    public string[] Skeleton() => [.. Page.All.Select(static element => element.NodeName + " " + string.Join(' ', element.Attributes.Select(static a => $"{a.Name}={a.Value}")))];
}
