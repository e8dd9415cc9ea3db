using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Data;

/// <summary>Damaged and hostile files end in exit code 2 and one line, whatever the command.</summary>
public class BadFileTests
{
    public static TheoryData<string> Rejected => [.. FilesThatMust("reject")];

    public static TheoryData<string> Accepted => [.. FilesThatMust("accept")];

    [DataTheory]
    [MemberData(nameof(Rejected))]
    public async Task A_bad_file_is_refused(string file)
    {
        using var folder = new TemporaryFolder();
        string path = DataFolder.Of("bad/" + file);
        string[][] commands =
        [
            ["inspect", path, "--json"],
            ["emit", path, "-o", folder.Of("out.cs")],
            ["convert", path, "-o", folder.Of("out.relunet")],
            ["run", path, "--inputs", path, "-o", folder.Of("out.jsonl")],
        ];
        foreach (string[] command in commands)
        {
            (await ToolResult.OfAsync(command)).Refused(path, ": error RLG1");
        }

        Assert.Empty(folder.Files);
    }

    [DataTheory]
    [MemberData(nameof(Accepted))]
    public async Task A_nasty_but_valid_file_is_shown_and_emitted(string file)
    {
        using var folder = new TemporaryFolder();
        string path = DataFolder.Of("bad/" + file);

        (await ToolResult.OfAsync("inspect", path)).Done();
        (await ToolResult.OfAsync("emit", path, "-o", folder.Of("out.cs"))).Done();

        Assert.Empty(Compilation.ErrorsOf(File.ReadAllText(folder.Of("out.cs"))));
    }

    private static IEnumerable<string> FilesThatMust(string expected)
    {
        if (DataFolder.Root is null)
        {
            return [];
        }

        using JsonDocument index = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("bad/bad.json")));
        return index.RootElement.GetProperty("files").EnumerateArray()
            .Where(file => file.GetProperty("expect").GetString() == expected)
            .Select(static file => file.GetProperty("file").GetString()!)
            .Order(StringComparer.Ordinal)
            .ToArray();
    }
}
