using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace ReluGen.Tool.Tests.Harness;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the tool in this process.</summary>
    public static async Task<ToolResult> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await CommandLine.RunAsync(args, new Terminal(output, error), CancellationToken.None);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    /// <summary>The lines of stdout.</summary>
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Stdout, which must be one JSON document.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Every line of stdout as JSON.</summary>
    public JsonElement[] JsonLines => OutputLines.Select(static line => JsonDocument.Parse(line).RootElement).ToArray();

    /// <summary>Asserts that the tool did what was asked.</summary>
    public ToolResult Done()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }

    /// <summary>Asserts exit code 2, nothing on stdout, and one line on stderr with all of <paramref name="parts"/> in it.</summary>
    public void Refused(params string[] parts)
    {
        Assert.Equal(2, ExitCode);
        Assert.Equal("", Output);
        string line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("defect", line);
        Assert.All(parts, part => Assert.Contains(part, line));
    }
}
