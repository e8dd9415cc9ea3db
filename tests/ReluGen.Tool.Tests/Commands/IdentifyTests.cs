using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary><c>identify</c>; the analysis itself is tested in ReluGen.Core.Tests.</summary>
public class IdentifyTests
{
    private const string Absolute = "relunet 1\ninput \"x\" -1 1\nstage 2 0\nd 0 0 1\nd 0 0 -1\noutput 1 1\nd 0 1 1\nend\n";

    [Fact]
    public async Task Json_has_the_fields_of_the_contract()
    {
        using var folder = new TemporaryFolder();

        JsonElement result = (await ToolResult.OfAsync("identify", folder.Write("m.relunet", Absolute), "--json")).Done().Json;

        // I3 and I5 of the specification: rank 4 of 5, and another network computes |x| on a bounded domain.
        JsonElement local = result.GetProperty("local");
        Assert.Equal((4, 5, true), (local.GetProperty("rank").GetInt32(), local.GetProperty("expected").GetInt32(), local.GetProperty("certified").GetBoolean()));
        Assert.Equal("not-identifiable", local.GetProperty("verdict").GetString());
        Assert.Equal(4, result.GetProperty("functionalDimension").GetInt32());
        Assert.True(result.GetProperty("functionalDimensionExact").GetBoolean());
        JsonElement shallow = result.GetProperty("shallow");
        Assert.Equal("not-identifiable", shallow.GetProperty("verdict").GetString());
        Assert.Equal(["a proved", "b refuted", "c refuted"], shallow.GetProperty("conditions").EnumerateArray().Select(static c => $"{c.GetProperty("name")} {c.GetProperty("state")}"));

        // |x| = 2 relu(x) − relu(−x + M) + M with some M above 1.
        JsonElement other = shallow.GetProperty("competitor");
        Assert.Equal("""[["2"],["1"]]""", other.GetProperty("outgoing").GetRawText());
        Assert.Equal(["P.a", "P.b", "P.c", "P.d"], result.GetProperty("global").GetProperty("conditions").EnumerateArray().Select(static c => c.GetProperty("name").GetString()));
        Assert.Contains("as stated in our docs", result.GetProperty("global").GetProperty("note").GetString());
        Assert.Equal(1, result.GetProperty("unseen").EnumerateArray().Sum(static cause => cause.GetProperty("dimensions").GetInt32()));
    }

    [Fact]
    public async Task A_network_whose_rank_would_not_fit_memory_is_refused_before_any_work()
    {
        using var folder = new TemporaryFolder();
        string zeros = string.Concat(Enumerable.Repeat(" 0", 22_500));
        string model = "relunet 1\n" + string.Concat(Enumerable.Range(0, 22_500).Select(static j => $"input \"x{j}\" -1 1\n"))
            + $"stage 2 0\nd 0 0{zeros}\nd 0 0{zeros}\noutput 1 1\nd 0 1 1\nend\n";

        ToolResult result = await ToolResult.OfAsync("identify", folder.Write("m.relunet", model));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("m.relunet: error RLG1005: The network has 45005 parameters; ranks are computed for at most 45000", result.Error);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task Without_a_bounded_domain_it_says_first_what_that_costs()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Absolute.Replace(" -1 1\nstage", "\nstage"));

        ToolResult open = (await ToolResult.OfAsync("identify", model, "--points", "50")).Done();
        Assert.Contains("m.relunet: note: There is no bounded domain, so regions cannot be enumerated: up to 50 random points give a lower bound.", open.Error.Split('\n')[0]);

        Assert.DoesNotContain("no bounded domain", (await ToolResult.OfAsync("identify", model, "--domain", "-1,1")).Done().Error);
    }

    [Fact]
    public async Task Samples_are_the_points_of_the_local_question()
    {
        using var folder = new TemporaryFolder();

        JsonElement result = (await ToolResult.OfAsync("identify", folder.Write("m.relunet", Absolute), "--samples", folder.Write("x.csv", "0.5\n0.75\n0.875\n"), "--json")).Done().Json;

        // One side only: f = x there, of which slope and constant are seen.
        Assert.Equal((2, 3), (result.GetProperty("local").GetProperty("rank").GetInt32(), result.GetProperty("local").GetProperty("points").GetInt32()));
    }

    [Fact]
    public async Task The_table_says_what_cannot_be_seen_and_why()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("identify", folder.Write("m.relunet", Absolute.Replace("d 0 0 -1", "d -3 0 -1")), "--domain", "-1,1")).Done();

        Assert.StartsWith("7 parameters, 2 hidden neurons: the largest possible rank is 5.\nFunctional dimension 3: ", result.Output);
        Assert.Contains("never active: neither its weights nor those that read it are seen", result.Output);
        Assert.Contains("conditions as stated in our docs", result.Output);
    }

    /// <summary>The networks of the samples: dimensions by rational elimination (the Boolean study: 23 of 51) and their reasons.</summary>
    [Fact]
    public async Task The_network_of_the_Titanic_sample_has_reasons_for_every_missing_dimension()
    {
        JsonElement result = (await ToolResult.OfAsync("identify", SampleFile("Titanic/titanic.onnx"), "--samples", SampleFile("Titanic/titanic.csv"), "--json")).Done().Json;

        int dimension = result.GetProperty("functionalDimension").GetInt32();
        Assert.True(result.GetProperty("functionalDimensionExact").GetBoolean());
        Assert.Equal(40 - dimension, result.GetProperty("unseen").EnumerateArray().Sum(static cause => cause.GetProperty("dimensions").GetInt32()));
        Assert.All(result.GetProperty("unseen").EnumerateArray(), static cause => Assert.NotEqual("combination", cause.GetProperty("mechanism").GetString()));
    }

    [Theory]
    [InlineData("--domain", "1", "neither lo,hi")]
    [InlineData("--points", "0", "not a whole number from 1")]
    [InlineData("--work", "0", "not a whole number from 1")]
    [InlineData("--samples", "none.csv", "none.csv")]
    public async Task Bad_usage_is_one_error(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("identify", folder.Write("m.relunet", Absolute), option, value)).Refused(expected);
    }

    [Fact]
    public async Task Weights_that_are_no_numbers_are_refused()
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("identify", folder.Write("m.relunet", Absolute.Replace("d 0 0 1", "d 0 0 NaN")))).Refused("m.relunet");
    }

    private static string SampleFile(string relative, [System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(caller)!, "../../../samples", relative));
}
