using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class RegionsTests
{
    [Fact]
    public async Task Json_of_the_absolute_value_has_its_two_lines()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("regions", folder.Write("m.relunet", RegionModels.Absolute), "--json")).Done();
        JsonElement json = result.Json;

        Assert.Equal("", result.Error);
        Assert.Equal(["complete", "count", "nodes", "regions"], json.EnumerateObject().Select(static member => member.Name));
        Assert.True(json.GetProperty("complete").GetBoolean());
        Assert.Equal(2, json.GetProperty("count").GetInt32());
        JsonElement[] regions = json.GetProperty("regions").EnumerateArray().ToArray();
        Assert.Equal(["01 [[-1]] [0]", "10 [[1]] [0]"], regions.Select(static r => $"{r.GetProperty("pattern")} {r.GetProperty("weights")} {r.GetProperty("bias")}"));
        Assert.InRange(regions[0].GetProperty("witness")[0].GetDouble(), -1, -double.Epsilon);
        Assert.InRange(regions[1].GetProperty("witness")[0].GetDouble(), double.Epsilon, 1);
    }

    [Fact]
    public async Task The_table_has_the_regions_and_a_summary()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("regions", folder.Write("m.relunet", RegionModels.Absolute))).Done();

        Assert.Contains("0 - 1·x", result.Output);
        Assert.Contains("0 + 1·x", result.Output);
        Assert.Contains("regions               2\ncomplete              yes, proved\n", result.Output.ReplaceLineEndings("\n"));
        Assert.Contains("distinct affine maps  2", result.Output);
        Assert.EndsWith(" s", result.Error.TrimEnd());
        Assert.All(result.OutputLines, static line => Assert.Equal(line.TrimEnd('\r').TrimEnd(), line.TrimEnd('\r')));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Max_limits_the_list_and_not_the_count(int most)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Absolute);
        string max = most.ToString(CultureInfo.InvariantCulture);

        JsonElement json = (await ToolResult.OfAsync("regions", model, "--max", max, "--json")).Done().Json;

        Assert.Equal(2, json.GetProperty("count").GetInt32());
        Assert.Equal(most, json.GetProperty("regions").GetArrayLength());
    }

    [Fact]
    public async Task A_spent_budget_is_an_incomplete_answer_without_certificate()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Random(3, 24));

        ToolResult result = (await ToolResult.OfAsync("regions", model, "--domain", "-1,1", "--nodes", "20", "--json", "--certificate", folder.Of("c"))).Done();

        Assert.False(result.Json.GetProperty("complete").GetBoolean());
        Assert.InRange(result.Json.GetProperty("nodes").GetInt64(), 1, 20);
        Assert.Contains("c: note: not written", result.Error);
        Assert.Equal(["m.relunet"], folder.Files);
        Assert.Contains("at least ", (await ToolResult.OfAsync("regions", model, "--domain", "-1,1", "--nodes", "20")).Done().Output);
    }

    [Fact]
    public async Task The_domain_is_a_file_two_numbers_or_the_hull_of_samples()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Quadrants);
        string file = folder.Write("d.json", """{"type":"box","lo":[-1,-1,0],"hi":[1,1,0]}""");
        string samples = folder.Write("x.csv", "a,<b & \"c\">,c\n1,0.5,7\n-1,0.25,8\n");

        Assert.Equal(4, await CountAsync(model, "--domain", file));
        Assert.Equal(4, await CountAsync(model, "--domain", "-1,1"));
        Assert.Equal(1, await CountAsync(model, "--domain", "1,2.5e0"));
        Assert.Equal(2, await CountAsync(model, "--samples", folder.Write("y.csv", "1,0.5,7\n-1,0.25,7\n")));
        Assert.Equal(1, await CountAsync(model, "--samples", folder.Write("z.csv", "1,0.5,7\n")));
        (await ToolResult.OfAsync("regions", model, "--samples", samples)).Refused("x.csv(1,");
    }

    [Theory]
    [InlineData("""{"type":"box","lo":[1,0,0],"hi":[0,1,1]}""", "lower bound 1 of input 0 lies above")]
    [InlineData("""{"type":"box","lo":[0,0],"hi":[1,1]}""", "2 pairs of bounds, but the network has 3 inputs")]
    [InlineData("""{"type":"box","lo":[0,0,0],"hi":[1,1,1e999]}""", "Element 2 of \"hi\" is '1e999'; expected a finite number")]
    [InlineData("""{"type":"box","lo":[0,0,null],"hi":[1,1,1]}""", "leaves the input unbounded")]
    [InlineData("""{"type":"box","lo":[0,0,NaN],"hi":[1,1,1]}""", "(1,25): error RLG1011: Expected a value, not 'NaN'")]
    [InlineData("""{"type":"ball","lo":[0,0,0],"hi":[1,1,1]}""", "of type 'ball'")]
    [InlineData("", "Expected a value, not the end of the file")]
    public async Task A_bad_domain_file_is_refused(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Quadrants);

        (await ToolResult.OfAsync("regions", model, "--domain", folder.Write("d.json", text), "--json")).Refused("d.json", ": error RLG1011: ", expected);
    }

    [Theory]
    [InlineData("does not bound its inputs; give the domain")]
    [InlineData("--domain 1,-1: The lower bound 1 of every input lies above", "--domain", "1,-1")]
    [InlineData("bound of every input is NaN", "--domain", "nan,1")]
    [InlineData("leaves every input unbounded", "--domain", "-inf,1")]
    [InlineData("leaves every input unbounded", "--domain", "0,1e999")]
    [InlineData("absent.json: error RLG1011: The domain file cannot be read", "--domain", "absent.json")]
    [InlineData("--domain '0,1,2' is neither lo,hi", "--domain", "0,1,2")]
    [InlineData("absent.csv: error RLG1009", "--samples", "absent.csv")]
    [InlineData("--nodes '0' is not a whole number from 1", "--domain", "0,1", "--nodes", "0")]
    [InlineData("--nodes 'many' is not a whole number", "--domain", "0,1", "--nodes", "many")]
    [InlineData("--max '-1' is not a whole number from 0", "--domain", "0,1", "--max", "-1")]
    [InlineData("give its file with --picture", "--domain", "0,1", "--x", "a")]
    [InlineData("samples are only drawn", "--domain", "0,1", "--samples", "x.csv")]
    [InlineData("its folder does not exist", "--domain", "0,1", "--certificate", "absent/folder/c")]
    [InlineData("name the same file", "--domain", "0,1", "--certificate", "c", "--picture", "./c")]
    public async Task Bad_options_are_refused(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync(["regions", folder.Write("m.relunet", RegionModels.Quadrants), "--json", .. options])).Refused("error", expected);
        Assert.Equal(["m.relunet"], folder.Files);
    }

    [Fact]
    public async Task A_network_with_a_weight_that_is_not_finite_has_no_regions()
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("regions", folder.Write("m.relunet", Models.NotFinite), "--domain", "0,1")).Refused("RLG2001");
    }

    [Fact]
    public async Task The_certificate_is_not_written_over_an_input()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Absolute);

        (await ToolResult.OfAsync("regions", model, "--certificate", model)).Refused("is the input of this command");
    }

    [Fact]
    public async Task Interrupting_long_work_ends_it()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Random(8, 200));
        using Process tool = ToolProcess.Start("regions", model, "--domain", "-1,1", "--certificate", folder.Of("c"), "--nodes", "1000000000000");

        // The first line says how far it is.
        Assert.Matches("^[0-9]+ nodes, [0-9]+ regions$", await tool.StandardError.ReadLineAsync());
        using Process kill = Process.Start("sh", ["-c", $"kill -INT {tool.Id}"]);
        await tool.WaitForExitAsync();

        Assert.Equal(130, tool.ExitCode);
        Assert.Equal("", await tool.StandardOutput.ReadToEndAsync());
        Assert.Equal(["m.relunet"], folder.Files);
    }

    private static async Task<int> CountAsync(params string[] args) =>
        (await ToolResult.OfAsync(["regions", "--json", .. args])).Done().Json.GetProperty("count").GetInt32();

    // min(relu a, relu b) is 0 on three quadrants, which are an L.
    [Fact]
    public async Task Linear_regions_are_put_together_and_split_to_convex_parts()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", "relunet 1\ninput \"a\"\ninput \"b\"\nstage 2 0\nd 0 0 1 0\nd 0 0 0 1\nstage 2 1\nd 0 0 1 -1\nd 0 0 1 0\noutput 1 2\nd 0 -1 1\nend\n");

        ToolResult json = (await ToolResult.OfAsync("regions", model, "--domain", "-1,1", "--linear", "--json")).Done();
        ToolResult text = (await ToolResult.OfAsync("regions", model, "--domain", "-1,1", "--linear")).Done();

        Assert.Equal(
            """[{"patterns":["0000","0100","1011"],"convexParts":[["0000","0100"],["1011"]]},{"patterns":["1101"],"convexParts":[["1101"]]},{"patterns":["1111"],"convexParts":[["1111"]]}]""",
            json.Json.GetProperty("linearRegions").GetRawText());
        Assert.Contains("linear regions        3, 1 of them not convex\n  together: 0000 0100 | 1011\n", text.Output.Replace("\r", ""));
    }
}
