using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Every operator computes what its cases say, and docs/operators.md says just what they show.</summary>
public class OperatorCaseTests
{
    public static TheoryData<string> Operators => [.. OperatorTable.Names];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Computes_what_its_cases_say(string name)
    {
        OperatorCase[] cases = OperatorCase.All.Where(c => c.Operator == name).ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, static c => c.Check());
    }

    [Fact]
    public void The_cases_cover_all_versions_of_the_issue()
    {
        int[] opsets = OperatorCase.All.SelectMany(static c => c.Opsets).Distinct().Order().ToArray();
        Assert.Equal((7, 23), (opsets[0], opsets[^1]));
    }

    /// <summary>The table is written by this test (RELUGEN_UPDATE_SNAPSHOTS=1), from what it has just run.</summary>
    [Fact]
    public void The_table_in_the_docs_is_what_the_cases_show()
    {
        string path = Path.Combine(Folder(), "..", "..", "..", "..", "docs", "operators.md");
        string text = OperatorTableText.Write();
        if (Environment.GetEnvironmentVariable("RELUGEN_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", text);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
