using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.Generator.Tests.Facts;

/// <summary>Each kind of fact has a descriptor, a line in the release notes and a page; the network on the page triggers it through a compilation.</summary>
public sealed class FactPageTests
{
    public static TheoryData<string> Ids => [.. FactKinds.All.Select(static kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_example_of_the_page_triggers_the_diagnostic_as_the_page_says(string id)
    {
        FactKind kind = KindOf(id);
        var page = new FactPage(kind);
        if (page.Network is not { } network)
        {
            // The one kind that takes a large network; RegionBudgetTests has it.
            Assert.Equal(FactKinds.RegionBudgetExceeded, kind);
            return;
        }

        string said = string.Join('\n', FactPage.Build(network, kind == FactKinds.RankDeficit ? "identifiability" : "").Where(diagnostic => diagnostic.Id == id).Select(FactPage.Format));
        if (Environment.GetEnvironmentVariable("RELUGEN_UPDATE_SNAPSHOTS") == "1")
        {
            page.Messages = said;
        }

        Assert.Equal(page.Messages, said);
        Assert.Single(said.Split('\n'));
        Assert.Matches($@"^net\.relunet\(\d+,1\): {SeverityOf(kind)} {id}: 'net\.relunet': ", said);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_index_descriptor_and_release_notes_agree(string id)
    {
        FactKind kind = KindOf(id);
        DiagnosticDescriptor descriptor = Descriptors.Of(kind);
        Assert.Equal((id, kind.Title, $"docs/diagnostics/{id}.md"), (descriptor.Id, descriptor.Title.ToString(), descriptor.HelpLinkUri));
        Assert.Equal(SeverityOf(kind), descriptor.DefaultSeverity.ToString().ToLowerInvariant());

        string page = new FactPage(kind).Text;
        Assert.StartsWith($"# {id}: {kind.Title}\n\nSeverity: {SeverityOf(kind)}. In `relugen check`: `{kind.Slug}`.\n", page, StringComparison.Ordinal);
        Assert.All(["What it means", "Why it matters", "How it is proved", "How to mend it"], title => Assert.Contains($"\n## {title}\n", page, StringComparison.Ordinal));
        Assert.Contains($"| [{id}]({id}.md) | {kind.Title} |\n", File.ReadAllText(FactPage.InRepository("docs/diagnostics/README.md")), StringComparison.Ordinal);
        string notes = File.ReadAllText(FactPage.InRepository("generator/ReluGen.Generator/AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"\n{id} | ReluGen.Network | {descriptor.DefaultSeverity} | {kind.Title}\n", notes, StringComparison.Ordinal);
        Assert.Contains(id, File.ReadAllText(FactPage.InRepository("docs/tool.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_of_the_release_notes_and_no_page_is_about_a_kind_that_is_gone()
    {
        string[] ids = [.. FactKinds.All.Select(static kind => kind.Id)];
        string[] notes = File.ReadAllLines(FactPage.InRepository("generator/ReluGen.Generator/AnalyzerReleases.Unshipped.md"));
        Assert.Equal(ids.Order(), notes.Where(static line => line.StartsWith("RLG2", StringComparison.Ordinal)).Select(static line => line[..7]));
        string[] pages = Directory.GetFiles(FactPage.InRepository("docs/diagnostics"), "RLG2*.md");
        Assert.Equal(ids.Order(), pages.Select(Path.GetFileNameWithoutExtension).Order());
    }

    private static FactKind KindOf(string id) => FactKinds.All.Single(kind => kind.Id == id);

    private static string SeverityOf(FactKind kind) => kind.Severity.ToString().ToLowerInvariant();
}
