using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>The built tool, as a shell sees it.</summary>
public class ProcessTests
{
    [Fact]
    public async Task Inspect_writes_one_json_document()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolProcess.RunAsync("inspect", folder.Write("m.relunet", Models.Leaky), "--json")).Done();

        Assert.Equal("sigmoid", result.Json.GetProperty("link").GetString());
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Run_compiles_the_generated_code()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        ToolResult result = (await ToolProcess.RunAsync("run", model, "--inputs", folder.Write("x.csv", "1,0"))).Done();

        Assert.Equal("""{"outputs":[-3.625],"pattern":"11","affine":{"weights":[[-5,-4]],"bias":[1.375]}}""", result.Output.TrimEnd());
    }

    [Fact]
    public async Task Errors_give_exit_code_2_and_one_line()
    {
        (await ToolProcess.RunAsync("inspect", "absent.onnx")).Refused("absent.onnx: error RLG1002: ");
        (await ToolProcess.RunAsync("explode")).Refused("'explode'");
    }

    [Fact]
    public async Task Interrupting_removes_the_unfinished_file()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string rows = folder.Write("x.csv", string.Concat(Enumerable.Repeat("1,0\n", 5_000_000)));
        using Process tool = ToolProcess.Start("run", model, "--inputs", rows, "--engine", "reference", "-o", folder.Of("out.jsonl"));
        while (folder.Files.Length < 3 && !tool.HasExited)
        {
            await Task.Delay(20);
        }

        using Process kill = Process.Start("sh", ["-c", $"kill -INT {tool.Id}"]);
        await tool.WaitForExitAsync();

        Assert.Equal(130, tool.ExitCode);
        Assert.Equal(["m.relunet", "x.csv"], folder.Files);
    }
}
