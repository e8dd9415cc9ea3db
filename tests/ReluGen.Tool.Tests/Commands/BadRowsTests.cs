using System.IO;
using System.Text;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>Rows that are wrong, and rows that only look so, through <c>cluster</c> and <c>explain</c>: line and column of the error, or the same result.</summary>
public class BadRowsTests
{
    private const string Good = "a,b\n1,0\n0,1\n";

    [Theory]
    [InlineData("missing columns", "1\n2\n", "x.csv(1,1)", "2 columns")]
    [InlineData("missing columns of a header", "a\n1\n", "x.csv(1,1)", "")]
    [InlineData("text in a numeric column", "a,b\n1,0\n1,zwei\n", "x.csv(3,3)", "'zwei'")]
    [InlineData("an empty field", "a,b\n1,\n", "x.csv(2,3)", "is empty")]
    [InlineData("a ragged row", "a,b\n1,0\n1,0,7\n", "x.csv(3,1)", "3 fields")]
    [InlineData("a short row", "a,b\n1,0\n1\n", "x.csv(3,1)", "1 field")]
    [InlineData("beyond float64", "a,b\n1,1e400\n", "x.csv(2,3)", "1e400")]
    [InlineData("beyond float32", "a,b\n1,1e39\n", "x.csv(2,3)", "1e39")]
    [InlineData("not a number", "a,b\nnan,0\n", "x.csv(2,1)", "nan")]
    [InlineData("a header only", "a,b\n", "x.csv", "no rows")]
    [InlineData("nothing", "", "x.csv", "empty")]
    [InlineData("a byte order mark alone", "\uFEFF", "x.csv", "empty")]
    public async Task Wrong_rows_are_one_error_with_its_place(string what, string text, string place, string reason)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky), rows = folder.Write("x.csv", text);

        foreach (string[] command in Commands(model, rows))
        {
            ToolResult result = await ToolResult.OfAsync(command);
            Assert.True(result.ExitCode == 2, what);
            result.Refused(place, ": error RLG1", reason);
        }
    }

    [Theory]
    [InlineData("a byte order mark", "\uFEFFa,b\n1,0\n0,1\n")]
    [InlineData("carriage returns", "a,b\r\n1,0\r\n0,1\r\n")]
    [InlineData("quotes", "\"a\",\"b\"\n\"1\",0\n0,\"1\"\n")]
    [InlineData("no end of the last line", "a,b\n1,0\n0,1")]
    [InlineData("blanks", "a,b\n 1 ,0\n0, 1\n")]
    [InlineData("further columns", "id,b,a,comment\n1,0,1,x\n2,1,0,\"y, z\"\n")]
    public async Task Rows_that_only_look_different_give_the_same(string what, string text)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string good = folder.Write("good.csv", Good), rows = folder.Of("x.csv");
        await File.WriteAllTextAsync(rows, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        for (int i = 0; i < Commands(model, good).Length; i++)
        {
            string expected = (await ToolResult.OfAsync(Commands(model, good)[i])).Done().Output;
            Assert.True(expected == (await ToolResult.OfAsync(Commands(model, rows)[i])).Done().Output, what);
        }
    }

    private static string[][] Commands(string model, string rows) =>
        [["cluster", model, "--samples", rows, "--json"], ["explain", model, "--inputs", rows, "--json"]];
}
