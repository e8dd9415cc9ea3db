using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class RunTests
{
    private const string Rows = "1,0\n0,1\n0,-4\n";

    [Theory]
    [InlineData("generated")]
    [InlineData("reference")]
    public async Task Every_row_gives_outputs_pattern_and_affine_map(string engine)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        ToolResult result = (await ToolResult.OfAsync("run", model, "--inputs", folder.Write("x.csv", Rows), "--engine", engine)).Done();

        // By hand: (1,0): h = 1.5, 1.75. (0,1): z0 = -0.5, h1 = 0.75. (0,-4): h0 = 4.5, z1 = -4.25, h1 = -1.0625.
        Assert.Equal(
            """
            {"outputs":[-3.625],"pattern":"11","affine":{"weights":[[-5,-4]],"bias":[1.375]}}
            {"outputs":[-2.125],"pattern":"01","affine":{"weights":[[-6,-3]],"bias":[0.875]}}
            {"outputs":[7.8125],"pattern":"10","affine":{"weights":[[-0.5,-1.75]],"bias":[0.8125]}}

            """,
            result.Output);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("generated")]
    [InlineData("reference")]
    public async Task A_map_that_is_too_large_is_an_error_at_the_model(string engine)
    {
        // One neuron between wide ends: the file is small, the map has 12,000² entries.
        const int Ends = 12_000;
        string inputs = string.Concat(Enumerable.Range(0, Ends).Select(static i => $"input \"x{i}\"\n"));
        string text = $"relunet 1\nlink identity\n{inputs}stage 1 0\nd 0 0{string.Concat(Enumerable.Repeat(" 1", Ends))}\noutput {Ends} 1\n{string.Concat(Enumerable.Repeat("d 0 1\n", Ends))}end\n";
        using var folder = new TemporaryFolder();

        ToolResult result = await ToolResult.OfAsync("run", folder.Write("m.relunet", text), "--inputs", folder.Write("x.csv", Rows), "--engine", engine);

        result.Refused("m.relunet: error RLG1005: ", "144000000 weights");
    }

    [Fact]
    public async Task The_default_engine_is_the_generated_code_in_shortest_float32()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Skip);
        string rows = folder.Write("x.csv", "0.1\n");

        Assert.StartsWith("""{"outputs":[0.2,-0.1],""", (await ToolResult.OfAsync("run", model, "--inputs", rows)).Done().Output);
        Assert.StartsWith(
            """{"outputs":[0.20000000298023224,-0.10000000149011612],""",
            (await ToolResult.OfAsync("run", model, "--inputs", rows, "--engine", "reference")).Done().Output);
    }

    [Theory]
    [InlineData("generated")]
    [InlineData("reference")]
    public async Task Link_is_applied_to_the_outputs_alone(string engine)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        JsonElement row = (await ToolResult.OfAsync("run", model, "--inputs", folder.Write("x.csv", "1,0"), "--engine", engine, "--link")).Done().Json;

        Assert.Equal(0.025957357197796849, row.GetProperty("outputs")[0].GetDouble(), 1e-7);
        Assert.Equal("""{"weights":[[-5,-4]],"bias":[1.375]}""", row.GetProperty("affine").GetRawText());
    }

    [Fact]
    public async Task Numbers_that_are_not_finite_are_null()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        JsonElement row = (await ToolResult.OfAsync("run", model, "--inputs", folder.Write("x.csv", "3e38,3e38"))).Done().Json;

        Assert.Equal(JsonValueKind.Null, row.GetProperty("outputs")[0].ValueKind);
        Assert.Equal("00", row.GetProperty("pattern").GetString());
    }

    [Fact]
    public async Task A_file_gets_the_same_lines_as_stdout_and_stdout_nothing()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string rows = folder.Write("x.csv", Rows);
        string output = folder.Write("out.jsonl", "what was there before");

        ToolResult toFile = (await ToolResult.OfAsync("run", model, "--inputs", rows, "-o", output)).Done();
        ToolResult toStandard = (await ToolResult.OfAsync("run", model, "--inputs", rows)).Done();

        Assert.Equal("", toFile.Output);
        Assert.Equal(toStandard.Output, File.ReadAllText(output));
        Assert.Equal(["m.relunet", "out.jsonl", "x.csv"], folder.Files);
    }

    [Fact]
    public async Task Columns_are_found_by_name_and_others_are_noted()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        ToolResult result = (await ToolResult.OfAsync("run", model, "--inputs", folder.Write("x.csv", "b,c,a\n0,9,1\n"))).Done();

        Assert.StartsWith("""{"outputs":[-3.625],""", result.Output);
        Assert.Contains("x.csv: note: 1 further column is ignored.", result.Error);
    }

    [Theory]
    [InlineData("1,0\n1,two\n", "x.csv(2,")]
    [InlineData("1,0\n1\n", "x.csv(2,")]
    [InlineData("1,0,0\n", "x.csv(1,")]
    [InlineData("", "x.csv")]
    [InlineData("a,b\n", "x.csv")]
    public async Task A_bad_row_leaves_no_line_of_the_good_ones(string csv, string place)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string rows = folder.Write("x.csv", csv);

        (await ToolResult.OfAsync("run", model, "--inputs", rows)).Refused(place, "error RLG1009: ");
        (await ToolResult.OfAsync("run", model, "--inputs", rows, "-o", folder.Of("out.jsonl"))).Refused(place, "error RLG1009: ");
        Assert.Equal(["m.relunet", "x.csv"], folder.Files);
    }

    [Theory]
    [InlineData("generated")]
    [InlineData("reference")]
    public async Task A_weight_that_is_not_finite_is_an_error_at_its_line(string engine)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.NotFinite);

        (await ToolResult.OfAsync("run", model, "--inputs", folder.Write("x.csv", "1"), "--engine", engine)).Refused("m.relunet(5,1): error RLG2001: ");
    }
}
