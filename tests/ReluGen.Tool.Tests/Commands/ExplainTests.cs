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

    [Fact]
    public async Task Each_row_has_contributions_that_add_up_and_the_distance_to_where_that_ends()
    {
        using var folder = new TemporaryFolder();

        JsonElement[] lines = (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n-2,-1\n0,0\n"), "--json")).Done().JsonLines;

        // By hand: at (3, 5) f = 0.5 + x - 2 + 2y; the nearest boundary is x = 0, at 3.
        Assert.Equal(
            """{"output":[11.5],"pattern":"101","contributions":[[3,10]],"bias":[-1.5],"radius":3,"ranges":[{"down":3,"up":null},{"down":4,"up":null}]}""",
            lines[0].GetRawText());
        Assert.Equal(
            """{"output":[-1.5],"pattern":"010","contributions":[[-2,0]],"bias":[0.5],"radius":2,"ranges":[{"down":null,"up":2},{"down":null,"up":2}]}""",
            lines[1].GetRawText());
        Assert.Equal(("000", 0), (lines[2].GetProperty("pattern").GetString(), lines[2].GetProperty("radius").GetDouble()));
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
        Assert.Contains("The explanation holds for every input nearer than 3.", lines);
    }

    [Fact]
    public async Task A_bad_row_is_one_error_and_no_output()
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("explain", folder.Write("m.relunet", Model), "--inputs", folder.Write("x.csv", "3,5\n3,nan\n"))).Refused("x.csv(2,3): error RLG");
    }
}
