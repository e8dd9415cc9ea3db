using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class ExplainTests
{
    // f(x, y) = relu(x) - relu(-x) + 2 relu(y - 1): x everywhere, bends at x = 0 (where no output changes) and y = 1.
    private const string Model =
        """
        relunet 1
        input "age"
        input "fare"
        stage 3 0
        d 0 0 1 0
        d 0 0 -1 0
        d -1 0 0 1
        output 1 1
        d 0.5 1 -1 2
        end
        """;

    private static readonly string[] Basics = ["output", "pattern", "contributions", "bias", "radius", "maximumRadius", "ranges"];

    /// <summary>At x = 0 output 0 is largest. Output 1 is second but ties with it 10 away; output 2 is last and ties 2 away, at x = 2.</summary>
    [Fact]
    public async Task The_nearest_other_decision_need_not_be_the_second()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", "relunet 1\ninput \"x\"\nstage 1 0\nd 100 0 1\noutput 3 1\nd 10 0\nd -1 0.1\nd -92 1\nend\n");

        JsonElement line = (await ToolResult.OfAsync("explain", model, "--inputs", folder.Write("x.csv", "0\n"), "--json")).Done().JsonLines[0];

        JsonElement counterfactual = line.GetProperty("counterfactual");
        Assert.Equal((0, 2), (counterfactual.GetProperty("output").GetInt32(), counterfactual.GetProperty("against").GetInt32()));
        Assert.Equal(2, counterfactual.GetProperty("distance").GetDouble(), 1e-6);
    }

    /// <summary>The features file turns (x - 20) / 10 into years: 30 of them are 1, where age contributed 1 before.</summary>
    [Fact]
    public async Task Units_of_a_features_file_stand_beside_the_names()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Model);
        folder.Write("m.features.json", """{"features": [{"name": "age", "unit": "years", "mean": 20, "scale": 10}, {"name": "fare"}]}""");

        ToolResult result = (await ToolResult.OfAsync("explain", model, "--inputs", folder.Write("x.csv", "age,fare\n30,5\n"))).Done();

        // 0.5 + 1 + 8, of which a year contributes 0.1.
        Assert.Matches(@"row 1: output 9\.5,", result.Output);
        Assert.Matches(@"age \[years\] +30 +3 ", result.Output);
        Assert.Matches(@"fare +5 +10 ", result.Output);
    }

    [Fact]
    public async Task A_common_shift_needs_several_outputs()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n"), "--remove-common-shift");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("--remove-common-shift needs several outputs", result.Error);
    }

    [Fact]
    public async Task Each_row_has_contributions_that_add_up_and_the_distance_to_where_that_ends()
    {
        using var folder = new TemporaryFolder();

        JsonElement[] lines = (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n-2,-1\n0,0\n"), "--json")).Done().JsonLines;

        // By hand: at (3, 5) f = 0.5 + x - 2 + 2y; the nearest boundary is x = 0, at 3.
        Assert.Equal("""[11.5] "101" [[3,10]] [-1.5] 3 3 [{"down":3,"up":null},{"down":4,"up":null}]""", Members(lines[0], Basics));
        Assert.Equal("""[-1.5] "010" [[-2,0]] [0.5] 2 2 [{"down":null,"up":2},{"down":null,"up":2}]""", Members(lines[1], Basics));
        Assert.Equal(("000", 0), (lines[2].GetProperty("pattern").GetString(), lines[2].GetProperty("radius").GetDouble()));
    }

    [Fact]
    public async Task What_changes_at_boundaries_and_for_the_other_decision_is_said()
    {
        using var folder = new TemporaryFolder();

        JsonElement[] lines = (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n-2,-1\n"), "--json", "--facets")).Done().JsonLines;

        // At x = 0 two neurons switch and no slope changes; down through y = 1 the output falls by 2 a step, then no more.
        Assert.Equal(
            """[{"neurons":[{"stage":1,"neuron":0},{"stage":1,"neuron":1}],"distance":3,"neighbour":"011","jumps":[0]},{"neurons":[{"stage":1,"neuron":2}],"distance":4,"neighbour":"100","jumps":[2]}]""",
            Members(lines[0], "facets"));
        Assert.StartsWith("{\"neurons\":[{\"stage\":1,\"neuron\":0},", Members(lines[0], "nearest"));

        // The line x + 2y = 1.5 is nearest to (3, 5) at (0.7, 0.4), below y = 1: not in the region. From x = -2 to -0.5 nothing switches.
        JsonElement first = lines[0].GetProperty("counterfactual"), second = lines[1].GetProperty("counterfactual");
        Assert.Equal("0 null 0 false", Members(first, "output", "against", "threshold", "staysInRegion"));
        Assert.Equal([0.7, 0.4], first.GetProperty("input").EnumerateArray().Select(static v => System.Math.Round(v.GetDouble(), 12)));
        Assert.Equal(System.Math.Sqrt(5) * 2.3, first.GetProperty("distance").GetDouble(), 1e-12);
        Assert.Equal("1.5 [-0.5,-1] true", Members(second, "distance", "input", "staysInRegion"));
    }

    [Theory]
    [InlineData("zero", "[[3,10]] [-1.5] \"weights times values\"")]
    [InlineData("1,1", "[[2,8]] [1.5] \"weights times differences from the reference\"")]
    [InlineData("mean", "[[2,4]] [5.5] \"weights times differences from the mean\"")]
    [InlineData("r.csv", "[[2,8]] [1.5] \"weights times differences from the reference\"")]
    public async Task Contributions_are_measured_from_a_reference(string reference, string expected)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("r.csv", "1,1\n");
        string model = folder.Write("m.relunet", Model), inputs = folder.Write("x.csv", "3,5\n-1,1\n");

        JsonElement line = (await ToolResult.OfAsync("explain", model, "--inputs", inputs, "--json", "--no-radius", "--reference", reference == "r.csv" ? file : reference)).Done().JsonLines[0];

        Assert.Equal(expected, Members(line, "contributions", "baseline", "convention"));
        Assert.InRange(line.GetProperty("error")[0].GetDouble(), 0, 1e-6);
        Assert.Equal("3 []", Members(line, "certifiedBits", "uncertainBits"));
    }

    [Theory]
    [InlineData("1", "1 values", "2 inputs")]
    [InlineData("1,nan", "'nan'", "finite")]
    [InlineData("1,x", "'x'", "finite")]
    [InlineData("absent.csv", "absent.csv", "exist")]
    [InlineData("foo", "'foo' is neither zero nor mean", "nor a file that exists")]
    public async Task A_reference_that_does_not_fit_is_refused(string reference, params string[] parts)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n"), "--reference", reference)).Refused(parts);
    }

    [Fact]
    public async Task A_reference_file_has_one_row()
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("r.csv", "1,1\n2,2\n");

        (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n"), "--reference", rows)).Refused("r.csv", "more than one row");
    }

    // y0 = relu(x) + x and y1 = -x: at x = 2 the mean of both is 1, and 4 - 1 = 3 is all contributed by x.
    [Fact]
    public async Task The_common_shift_of_several_outputs_can_be_left_out()
    {
        using var folder = new TemporaryFolder();

        JsonElement line = (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Models.Skip), "--inputs", folder.Write("x.csv", "2\n"), "--json", "--no-radius", "--remove-common-shift")).Done().Json;

        Assert.Equal("[4,-2] [[3],[-3]] [0,0] \"weights times values, less the mean over the outputs\"", Members(line, "output", "contributions", "baseline", "convention"));
        Assert.Equal("0 1 0", Members(line.GetProperty("counterfactual"), "output", "against", "threshold"));
    }

    [Fact]
    public async Task The_radius_can_be_left_out()
    {
        using var folder = new TemporaryFolder();

        JsonElement line = (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n"), "--json", "--no-radius")).Done().Json;

        Assert.False(line.TryGetProperty("radius", out _));
        Assert.False(line.TryGetProperty("ranges", out _));
    }

    [Fact]
    public async Task A_person_sees_names_parts_and_the_radius()
    {
        using var folder = new TemporaryFolder();

        string output = (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "fare,age\n5,3\n"))).Done().Output;

        string[] lines = [.. output.Split('\n').Select(static line => string.Join(' ', line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal("row 1: output 11.5, pattern 101", lines[0]);
        Assert.Contains("fare 5 10 -4 … any", lines);
        Assert.Contains("age 3 3 -3 … any", lines);
        Assert.Contains("bias -1.5", lines);
        Assert.Contains("The explanation holds for every input nearer than 3, or if no input moves by 3.", lines);
        Assert.Contains(lines, static line => line.StartsWith("Contributions: weights times values; with the baseline they are the output within "));
        Assert.Contains(lines, static line => line.StartsWith("All 3 bits are certain"));
    }

    [Fact]
    public async Task A_bad_row_is_one_error_and_no_output()
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n3,nan\n"))).Refused("x.csv(2,3): error RLG");
    }

    private static string Members(JsonElement element, params string[] names) => string.Join(' ', names.Select(name => element.GetProperty(name).GetRawText()));
}
