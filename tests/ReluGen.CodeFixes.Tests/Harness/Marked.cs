using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ReluGen.CodeFixes.Tests.Harness;

/// <summary>C# in which <c>[|…|]</c> marks what must be reported.</summary>
internal static class Marked
{
    /// <summary>Asserts that exactly the marked places are reported with <paramref name="id"/>, and that the code compiles.</summary>
    public static async Task Check(string id, DiagnosticSeverity severity, string marked)
    {
        string[] parts = marked.Split("[|");
        var project = new EditorProject(marked.Replace("[|", "").Replace("|]", ""));
        Assert.Empty(await project.CompilerDiagnostics());
        Diagnostic[] found = (await project.Diagnostics()).Where(d => d.Id == id).ToArray();
        Assert.Equal(parts.Skip(1).Select(static part => part[..part.IndexOf("|]")]), found.Select(d => Text(project, d.Location.SourceSpan)));
        Assert.Equal(Lines(marked), found.Select(static d => d.Location.GetLineSpan().StartLinePosition.Line));
        Assert.All(found, d => Assert.Equal(severity, d.Severity));
    }

    private static int[] Lines(string marked) =>
        marked.Split('\n').SelectMany(static (line, number) => Enumerable.Repeat(number, line.Split("[|").Length - 1)).ToArray();

    private static string Text(EditorProject project, TextSpan span) => project.Text.Substring(span.Start, span.Length);
}
