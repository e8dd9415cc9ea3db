using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using AngleSharp.Dom;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Reports;

public class ReportTests
{
    // Two rows in the region 11, one in 01.
    private const string Rows = "a,b\n1,0\n0,1\n1,0\n";

    [Fact]
    public async Task The_numbers_are_those_of_the_network()
    {
        using var folder = new TemporaryFolder();
        Report report = await OfAsync(folder);

        // The maps are those that RunTests has by hand; pattern 01: y = -3(2a + b - 0.25) + 0.125.
        Assert.Equal([["1", "", "66.7 %", "2", "0.0 %", "-3.625", "11"], ["2", "", "33.3 %", "1", "0.0 %", "-2.125", "01"]], report.Table("Clusters"));
        Assert.Equal([["a", "", "-2.357", "-5", "1", "0"], ["b", "", "-1.886", "-4", "0", "0"]], report.Table("Bias 1.375, mean output -3.625"));
        Assert.Equal([["a", "", "-2.514"], ["b", "", "-1.728"]], report.Table("Mean importance"));
        Assert.Equal([["a", "", "-5", "1"], ["b", "", "0", "0"], ["bias", "", "1.375"], ["output", "", "-3.625"]], report.Table("Contributions").Select(static row => row.Take(4).Where(static (cell, j) => j < 3 || cell.Length > 0)));
        Assert.Contains("sigmoid 0.02596", report.Section("rows"), StringComparison.Ordinal);
    }

    /// <summary>At (1, 0) h0 = a - b + 0.5 is zero at a = -0.5 and b = 1.5, h1 = 2a + b - 0.25 at a = 0.125 and b = -1.75.</summary>
    [Fact]
    public async Task Each_explanation_says_how_far_it_holds()
    {
        using var folder = new TemporaryFolder();
        Report report = await OfAsync(folder, "--rows", "3");

        Assert.Equal(["0.125 … ∞", "-1.75 … 1.5"], report.Table("Contributions").Take(2).Select(static row => row[4]));
        Assert.Contains("Row 3 (cluster 1)", report.Section("rows"), StringComparison.Ordinal);
        Assert.Contains("nearer than 0.78262,", report.Section("rows"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neuron_health_is_what_check_finds()
    {
        using var folder = new TemporaryFolder();
        Report report = await OfAsync(folder, "--domain", "3,4");
        ToolResult check = await ToolResult.OfAsync("check", folder.Of("m.relunet"), "--domain", "3,4", "--samples", folder.Of("x.csv"), "--json", "--fail-on", "error");
        JsonElement stage = check.Json.GetProperty("stages")[0];

        string[] expected = [.. new[] { "dead", "alwaysActive", "crossing", "undecided" }.Select(name => stage.GetProperty(name).GetRawText())];
        Assert.Equal(["0", "1", "1", "0"], expected);
        Assert.Equal(expected, report.Table("Neurons of each stage").Single().Skip(3));
        Assert.Contains("always-active-neuron", report.Table("Findings").Select(static row => row[2]));
    }

    [Fact]
    public async Task Identifiability_is_what_identify_says()
    {
        using var folder = new TemporaryFolder();
        Report report = await OfAsync(folder, "--domain", "-3,3");
        JsonElement identify = (await ToolResult.OfAsync("identify", folder.Of("m.relunet"), "--domain", "-3,3", "--json")).Done().Json;

        Assert.Contains($"Functional dimension {identify.GetProperty("functionalDimension").GetInt32()}:", report.Section("identifiability"), StringComparison.Ordinal);
        string[] local = report.Table("Questions")[0];
        Assert.Equal(identify.GetProperty("local").GetProperty("verdict").GetString(), local[1]);
        Assert.Equal(identify.GetProperty("local").GetProperty("reason").GetString(), local[2]);
    }

    [Fact]
    public async Task The_map_shows_regions_and_rows_of_the_chosen_inputs()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("q.relunet", RegionModels.Quadrants);
        string samples = folder.Write("q.csv", "-1,-1,0\n1,1,0.5\n1,-1,-0.5\n");
        Report report = await Report.OfAsync(folder, model, samples, "--x", "a", "--y", "1", "--at", "0,0,0.25");

        IElement map = report.Page.QuerySelector("figure.map > svg")!;
        Assert.Equal("img", map.GetAttribute("role"));
        Assert.All(map.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotNull(report.Page.GetElementById(id)));
        Assert.Equal(["00", "01", "10", "11"], map.QuerySelectorAll("path > title").Select(static title => title.TextContent).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(3, map.QuerySelectorAll("g > circle").Length);
        Assert.Contains("as chosen. The others are held at the values of --at.", report.Page.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_input_varies_there_is_no_map()
    {
        using var folder = new TemporaryFolder();
        Report report = await Report.OfAsync(folder, folder.Write("m.relunet", RegionModels.Absolute), folder.Write("x.csv", "1\n-1\n"));

        Assert.Contains("There is no map", report.Section("map"), StringComparison.Ordinal);
        Assert.Empty(report.Page.QuerySelectorAll("figure"));
    }

    [Fact]
    public async Task Every_part_can_be_found_without_eyes()
    {
        using var folder = new TemporaryFolder();
        Report report = await OfAsync(folder);

        Assert.Equal("en", report.Page.DocumentElement.GetAttribute("lang"));
        Assert.All(new[] { "header", "nav[aria-label]", "main", "footer", "h1" }, landmark => Assert.Single(report.Page.QuerySelectorAll("body " + landmark)));
        Assert.All(report.Page.QuerySelectorAll("nav a"), link => Assert.NotNull(report.Page.QuerySelector("section" + link.GetAttribute("href"))));
        Assert.All(report.Page.QuerySelectorAll("section"), section => Assert.Equal("H2", report.Page.GetElementById(section.GetAttribute("aria-labelledby")!)!.NodeName));
        Assert.All(report.Page.QuerySelectorAll("table"), table => Assert.NotEmpty(table.QuerySelector("caption")!.TextContent));
        Assert.All(report.Page.QuerySelectorAll("th"), heading => Assert.Contains(heading.GetAttribute("scope"), new[] { "col", "row" }));
        Assert.All(report.Page.QuerySelectorAll("svg"), svg => Assert.True(svg.GetAttribute("aria-hidden") == "true" || (svg.GetAttribute("role") == "img" && svg.QuerySelector("title") is not null)));
        string[] ids = [.. report.Page.All.Select(static element => element.Id).OfType<string>()];
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task The_same_page_comes_out_every_time()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal((await OfAsync(folder)).Html, (await OfAsync(folder)).Html);
    }

    /// <summary>100 inputs, 30 neurons, nearly a cluster a row: the page shows the largest and says what it leaves out.</summary>
    [Fact]
    public async Task A_page_of_much_stays_short()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var rows = new StringBuilder();
        for (int i = 0; i < 200; i++)
        {
            rows.AppendJoin(',', Enumerable.Range(0, 100).Select(_ => random.NextSingle().ToString("F3", CultureInfo.InvariantCulture))).Append('\n');
        }

        Report report = await Report.OfAsync(folder, folder.Write("m.relunet", RegionModels.Random(100, 30)), folder.Write("x.csv", rows.ToString()), "--nodes", "1000", "--max-clusters", "2");

        Assert.InRange(report.Html.Length, 20_000, 500_000);
        Assert.Equal(25, report.Table("Clusters").Length);
        Assert.Matches("and 1.. more clusters with 1.. rows", report.Section("clusters"));
        Assert.Contains("and 88 more inputs of smaller importance", report.Section("clusters"), StringComparison.Ordinal);
        Assert.Contains("and 76 more inputs", report.Section("network"), StringComparison.Ordinal);
        Assert.Contains("and 84 more inputs", report.Section("rows"), StringComparison.Ordinal);
        Assert.Equal(2, report.Page.QuerySelectorAll("#clusters h3").Count(static heading => heading.TextContent.StartsWith("Cluster", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--rows '0' is not the number of a row", "--rows", "0")]
    [InlineData("--rows 'x' is not the number of a row", "--rows", "1,x")]
    [InlineData("--rows 4: ", "--rows", "1,4")]
    [InlineData("'c' is no input", "--x", "c", "--y", "a")]
    [InlineData("name the two features", "--x", "a")]
    [InlineData("--max-clusters", "--max-clusters", "-1")]
    [InlineData("neither lo,hi", "--domain", "wide")]
    public async Task What_cannot_be_shown_is_refused_and_nothing_is_written(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string samples = folder.Write("x.csv", Rows);

        (await ToolResult.OfAsync(["report", model, "--samples", samples, "-o", folder.Of("r.html"), .. options])).Refused(expected);
        Assert.Equal(["m.relunet", "x.csv"], folder.Files);
    }

    /// <summary>2a overflows at a = 3e38: the row has no pattern.</summary>
    [Fact]
    public async Task Rows_that_overflow_are_counted_and_have_no_explanation()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        Report report = await Report.OfAsync(folder, model, folder.Write("x.csv", "3e38,3e38\n1,0\n"), "--rows", "1,2");

        Assert.Contains("not finite: 1 row.", report.Section("clusters"), StringComparison.Ordinal);
        Assert.Contains("Row 1Pre-activations of this row are not finite", report.Section("rows").ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains("Row 2 (cluster 1)", report.Section("rows"), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", report.Html, StringComparison.Ordinal);
        (await ToolResult.OfAsync("report", model, "--samples", folder.Write("y.csv", "3e38,3e38\n"), "-o", folder.Of("y.html"))).Refused("y.csv: error RLG1009", "overflow float32");
    }

    [Fact]
    public async Task A_bad_row_leaves_the_old_page_as_it_was()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        folder.Write("r.html", "old");

        (await ToolResult.OfAsync("report", model, "--samples", folder.Write("x.csv", Rows + "1,x\n"), "-o", folder.Of("r.html"))).Refused("x.csv(5,3): error RLG");
        (await ToolResult.OfAsync("report", model, "--samples", folder.Of("x.csv"), "-o", folder.Of("x.csv"))).Refused("is the input of this command");
        (await ToolResult.OfAsync("report", model, "--samples", folder.Of("x.csv"))).Refused("-o");
        Assert.Equal("old", File.ReadAllText(folder.Of("r.html")));
        Assert.Equal(["m.relunet", "r.html", "x.csv"], folder.Files);
    }

    private static Task<Report> OfAsync(TemporaryFolder folder, params string[] options) =>
        Report.OfAsync(folder, folder.Write("m.relunet", Models.Leaky), folder.Write("x.csv", Rows), options);
}
