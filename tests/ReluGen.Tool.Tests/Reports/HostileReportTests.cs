using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Reports;

/// <summary>Nothing of a page's structure comes out of a model or a data file.</summary>
public class HostileReportTests
{
    private static readonly string[] Names =
    [
        "<script>alert(1)</script>",
        "\\\"><img src=x onerror=alert(1)>",
        "]]></td></table><svg onload=alert(1)>",
        "--><!-- </title></style></svg>&lt;b&gt;\\u0001\\u0000\\u202e\\ufffe\\ud800",
        "' onmouseover='alert(1)",
    ];

    [Fact]
    public async Task Hostile_names_change_the_text_of_a_page_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        Report hostile = await OfAsync(folder, Names, "<img src=x onerror=alert(1)>");
        Report tame = await OfAsync(folder, ["a", "b", "c", "d", "e"], "tame");

        Assert.Equal(tame.Skeleton(), hostile.Skeleton());
        string[] headings = [.. hostile.Page.QuerySelectorAll("th").Select(static th => th.TextContent)];
        Assert.Contains("<script>alert(1)</script>", headings);
        Assert.Contains("\"><img src=x onerror=alert(1)>", headings);
        Assert.Contains("]]></td></table><svg onload=alert(1)>", headings);
        Assert.Contains(headings, static text => text.StartsWith("--><!-- </title></style></svg>&lt;b&gt;\\u0001", StringComparison.Ordinal));
        Assert.Contains("<img src=x onerror=alert(1)>", hostile.Page.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(hostile.Html, static c => c is '\u202e' or '\ufffe' || char.IsSurrogate(c) || (char.IsControl(c) && c != '\n'));
    }

    [Fact]
    public async Task The_page_loads_nothing_and_its_policy_forbids_what_it_does_not_need()
    {
        using var folder = new TemporaryFolder();
        Report report = await OfAsync(folder, Names, "x");

        IElement style = Assert.Single(report.Page.QuerySelectorAll("style"));
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.TextContent)));
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'",
            report.Page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"));
        Assert.DoesNotContain("url(", style.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style.TextContent, StringComparison.Ordinal);
        Assert.Empty(report.Page.QuerySelectorAll("script, link, img, iframe, object, embed, base, form, image, use, foreignObject, [style], [src]"));
        Assert.All(report.Page.All.SelectMany(static element => element.Attributes), static attribute =>
        {
            Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal), attribute.Name);
            Assert.True(!attribute.Name.EndsWith("href", StringComparison.Ordinal) || attribute.Value.StartsWith('#'), attribute.Value);
        });
    }

    /// <summary>What comes from elsewhere is escaped by one library; that the page is XML shows that nothing went around it.</summary>
    [Fact]
    public async Task The_page_is_xml_too()
    {
        using var folder = new TemporaryFolder();
        Report report = await OfAsync(folder, Names, "x");

        using var reader = XmlReader.Create(new System.IO.StringReader(report.Html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        XDocument page = XDocument.Load(reader);
        Assert.Equal(report.Page.All.Length, page.Descendants().Count());
    }

    private static async Task<Report> OfAsync(TemporaryFolder folder, string[] names, string file)
    {
        string model = $"""
            relunet 1
            source "{file}.onnx" -
            link sigmoid
            {string.Join('\n', names.Select(static name => $"input \"{name}\""))}
            stage 2 0
            d 0.5 0 1 -1 0 0.25 1
            d -0.25 0.25 2 1 1 0 0
            output 1 1
            d 0.125 1 -3
            end

            """.ReplaceLineEndings("\n");
        return await Report.OfAsync(folder, folder.Write(file + ".relunet", model), folder.Write(file + ".csv", "0,0,1,2,3\n1,0,0,5,-1\n0,1,-2,0,2\n-3,1,-2,0,2\n"), "--x", "0", "--y", "1");
    }
}
