using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>Bad usage: exit code 2, one line on stderr, nothing on stdout.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("Required command")]
    [InlineData("'bogus' is not a command", "bogus")]
    [InlineData("'--bogus' is not a command", "--bogus")]
    [InlineData("Required argument missing", "inspect")]
    [InlineData("'--bogus' is neither", "inspect", "--bogus")]
    [InlineData("'--bogus'", "inspect", "m.onnx", "--bogus")]
    [InlineData("'more'", "inspect", "m.onnx", "more")]
    [InlineData("'--inputs' is required", "run", "m.onnx")]
    [InlineData("'--inputs'", "run", "m.onnx", "--inputs")]
    [InlineData("'fast' not recognized", "run", "m.onnx", "--inputs", "x.csv", "--engine", "fast")]
    [InlineData("'-o' is required", "convert", "m.onnx")]
    [InlineData("ends neither in .relunet nor in .onnx", "convert", "m.onnx", "-o", "m.onnx.txt")]
    public async Task Bad_usage_is_one_line(string expected, params string[] args) =>
        (await ToolResult.OfAsync(args)).Refused("relugen: error: ", expected);

    /// <summary>What a project says about its item, every command that reads one network may be told.</summary>
    [Theory]
    [InlineData("inspect")]
    [InlineData("check")]
    [InlineData("identify")]
    [InlineData("regions", "--domain", "-1,1")]
    [InlineData("geometry", "--at", "0")]
    [InlineData("cluster", "--samples", "x.csv")]
    [InlineData("report", "--samples", "x.csv", "-o", "never.html")]
    [InlineData("run", "--inputs", "x.csv")]
    [InlineData("emit", "-o", "never.cs")]
    public async Task Every_command_takes_the_options_of_an_item(string command, params string[] more)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", "relunet 1\ninput \"x\"\nstage 1 0\nd 0 0 1\noutput 1 1\nd 0 1\nend\n");
        string[] rest = System.Array.ConvertAll(more, argument => argument == "x.csv" ? folder.Write("x.csv", "0.5\n") : argument);
        (await ToolResult.OfAsync([command, model, .. rest, "--features", "p;q"])).Refused("Features names 2 inputs, but the network has 1");
        (await ToolResult.OfAsync([command, model, .. rest, "--features-file", "absent.json"])).Refused("absent.json");
        (await ToolResult.OfAsync([command, model, .. rest, "--graph-inputs", "x"])).Refused("m.relunet", "graph");
    }

    [Theory]
    [InlineData("see 'relugen --help'.")]
    [InlineData("'relugen run --help' lists them.", "run", "m.onnx", "--inputs", "x.csv", "--bogus")]
    [InlineData("see 'relugen convert --help'.", "convert", "m.onnx")]
    public async Task Bad_usage_points_to_the_help(string expected, params string[] args) =>
        (await ToolResult.OfAsync(args)).Refused(expected);

    [Theory]
    [InlineData("inspect", "absent.onnx")]
    [InlineData("inspect", "absent.onnx", "--json")]
    [InlineData("emit", "absent.onnx", "-o", "never.cs")]
    [InlineData("convert", "absent.onnx", "-o", "never.relunet")]
    [InlineData("run", "absent.onnx", "--inputs", "absent.csv")]
    [InlineData("inspect", "@absent.onnx")]
    public async Task A_missing_model_is_an_error(params string[] args) =>
        (await ToolResult.OfAsync(args)).Refused(args[1] + ": error RLG1002: ", "does not exist");

    [Fact]
    public async Task A_name_with_line_ends_stays_on_the_line() =>
        (await ToolResult.OfAsync("inspect", "a\nb\u001b[31m.onnx")).Refused("a b\\u001b[31m.onnx: error RLG1002: ");

    [Fact]
    public async Task Help_lists_the_commands()
    {
        ToolResult help = (await ToolResult.OfAsync("--help")).Done();

        Assert.All(["relugen [command]", "inspect", "check", "run", "emit", "convert"], word => Assert.Contains(word, help.Output));
        Assert.Equal("", help.Error);
        Assert.DoesNotContain(help.Output.Split('\n'), static line => line.EndsWith(' '));
    }

    [Theory]
    [InlineData("emit", "-o")]
    [InlineData("run", "--inputs", "x.csv", "-o")]
    [InlineData("convert", "-o")]
    public async Task The_model_is_never_the_output(string command, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        (await ToolResult.OfAsync([command, model, .. options, model])).Refused("is the input of this command");
    }
}
