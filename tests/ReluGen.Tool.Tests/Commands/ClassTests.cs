using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>Names of classes: kept by convert, shown by inspect, explain and cluster.</summary>
public class ClassTests
{
    /// <summary>x and 1 - x: below one half it is ham. The second name wants to steer the terminal.</summary>
    private const string Model =
        """
        relunet 1
        link softmax
        input "x"
        stage 1 0
        d 0 0 1
        output 2 1
        d 1 -1
        d 0 1
        class "ham"
        class "sp\u001bam"
        end
        """;

    [Fact]
    public async Task Convert_keeps_them_and_inspect_lists_them()
    {
        using var folder = new TemporaryFolder();
        string converted = folder.Of("c.relunet");
        (await ToolResult.OfAsync("convert", folder.Write("m.relunet", Model), "-o", converted)).Done();

        JsonElement labels = (await ToolResult.OfAsync("inspect", converted, "--json")).Done().Json.GetProperty("classLabels");

        Assert.Equal(["ham", "sp\u001bam"], labels.EnumerateArray().Select(static label => label.GetString()));
        ToolResult shown = (await ToolResult.OfAsync("inspect", converted)).Done();
        Assert.Contains("ham, sp\\u001bam", shown.Output);
    }

    [Fact]
    public async Task Explain_names_the_class_of_the_greatest_output()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Model), rows = folder.Write("x.csv", "0.25\n3\n");

        JsonElement[] lines = (await ToolResult.OfAsync("explain", model, "--inputs", rows, "--json")).Done().JsonLines;

        Assert.Equal(["ham", "sp\u001bam"], lines.Select(static line => line.GetProperty("class").GetString()));
        ToolResult shown = (await ToolResult.OfAsync("explain", model, "--inputs", rows)).Done();
        Assert.Contains("row 1: output 0.75, 0.25 (class ham), pattern 1", shown.Output);
        Assert.Contains("row 2: output -2, 3 (class sp\\u001bam), pattern 1", shown.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("--tree")]
    public async Task Cluster_counts_rows_by_the_names(params string[] option)
    {
        using var folder = new TemporaryFolder();
        string[] command = ["cluster", folder.Write("m.relunet", Model), "--samples", folder.Write("x.csv", "0.25\n3\n4\n"), .. option];

        JsonElement result = (await ToolResult.OfAsync([.. command, "--json"])).Done().Json;

        Assert.Equal("""["ham","sp\u001Bam"]""", result.GetProperty("classLabels").GetRawText());
        Assert.Contains("classes ham 1, sp\\u001bam 2", (await ToolResult.OfAsync(command)).Done().Output);
    }
}
