using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using ReluGen.Core.Analysis.Degeneracy;

namespace ReluGen.Generator.Tests.Facts;

/// <summary>A question that only the list of regions answers, in a network with too many of them.</summary>
public sealed class RegionBudgetTests
{
    private const int Inputs = 13;

    [Fact]
    public void Too_many_regions_are_a_note()
    {
        Diagnostic note = Assert.Single(FactPage.Build(Network()), static diagnostic => diagnostic.Id == FactKinds.RegionBudgetExceeded.Id);
        Assert.Equal(DiagnosticSeverity.Info, note.Severity);
        Assert.Contains(" decisions can enumerate", note.GetMessage(), System.StringComparison.Ordinal);
    }

    /// <summary>2^13 regions, and two neurons that are equal on the domain although their weights are not.</summary>
    private static string Network()
    {
        var text = new StringBuilder("relunet 1\n");
        for (int j = 0; j < Inputs; j++)
        {
            text.Append("input \"x").Append(j).Append("\" -1 1\n");
        }

        // Stage 1: max(0, x) of each input, and max(0, -x0). Stage 2: max(0, x0), and max(0, max(0, x0) - max(0, -x0)), which is the same.
        text.Append("stage ").Append(Inputs + 1).Append(" 0\n");
        for (int i = 0; i <= Inputs; i++)
        {
            text.Append("d 0 0").Append(string.Concat(Enumerable.Range(0, Inputs).Select(j => i == Inputs ? (j == 0 ? " -1" : " 0") : i == j ? " 1" : " 0"))).Append('\n');
        }

        text.Append("stage 2 1\nd 0 0 1").Append(string.Concat(Enumerable.Repeat(" 0", Inputs))).Append("\nd 0 0 1").Append(string.Concat(Enumerable.Repeat(" 0", Inputs - 1))).Append(" -1\n");
        return text.Append("output 1 1 2\nd 0").Append(string.Concat(Enumerable.Repeat(" 1", Inputs + 3))).Append("\nend\n").ToString();
    }
}
