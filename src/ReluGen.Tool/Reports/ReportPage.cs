using System;
using System.IO;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ReluGen.Tool.Reports.Html;
using ReluGen.Tool.Reports.Sections;

namespace ReluGen.Tool.Reports;

/// <summary>The page of <c>report</c>: one file that needs no other, runs no script and asks no server.</summary>
internal static class ReportPage
{
    private static readonly string Css = ReadCss();

    // Whatever text of a model or data file might become, a browser loads and runs nothing but the style sheet with this hash.
    private static readonly string Policy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'";

    /// <summary>Writes the page. Equal contents give equal bytes.</summary>
    public static void Write(TextWriter output, ReportContent content)
    {
        IReportSection[] sections =
        [
            new NetworkSection(content),
            new ClustersSection(content),
            new MapSection(content),
            new RowsSection(content),
            new NeuronsSection(content),
            new IdentifiabilitySection(content),
        ];
        using var html = new HtmlText(output);
        html.DocType();
        html.Element("html", [("lang", "en")], () =>
        {
            html.Element("head", [], () => Head(html, content));
            html.Element("body", [], () => Body(html, content, sections));
        });
    }

    private static void Head(HtmlText html, ReportContent content)
    {
        html.Void("meta", ("charset", "utf-8"));
        html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Text("title", "Report on " + ReportText.Name(content.ModelFile));
        html.Style(Css);
    }

    private static void Body(HtmlText html, ReportContent content, IReportSection[] sections)
    {
        html.Element("header", [], () =>
        {
            html.Text("h1", "Report on " + ReportText.Name(content.ModelFile));
            html.Text("p", $"What the network is, what it does with {ReportText.Name(content.SamplesFile)} ({ReportText.Count(content.Clusters.RowCount, "row")}), and why.");
            html.Element("nav", [("aria-label", "Sections")], () => html.Element("ul", [], () =>
            {
                foreach (IReportSection section in sections)
                {
                    html.Element("li", [], () => html.Text("a", section.Title, ("href", "#" + section.Id)));
                }
            }));
        });
        html.Element("main", [], () =>
        {
            foreach (IReportSection section in sections)
            {
                html.Element("section", [("id", section.Id), ("aria-labelledby", section.Id + "-title")], () =>
                {
                    html.Text("h2", section.Title, ("id", section.Id + "-title"));
                    section.Write(html);
                });
            }
        });
        html.Text("footer", "Made by relugen " + Assembly.GetExecutingAssembly().GetName().Version!.ToString(3));
    }

    private static string ReadCss()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
