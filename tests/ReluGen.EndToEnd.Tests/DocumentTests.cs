using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>The code in the documents, pasted as a reader would.</summary>
[Collection(nameof(PackageCollection))]
public sealed class DocumentTests(Package package)
{
    [Fact]
    public void The_program_in_the_readme_builds_and_runs()
    {
        string items = Blocks("README.md", "xml").Single(static block => block.Contains("<ReluNetwork "));

        string[] lines = Run("README.md", items.Replace("Version=\"0.1.0\"", $"Version=\"{package.Version}\"")).Split('\n');

        // The output, then a line for each of the six inputs, with their names from the header of the samples.
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("output ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("pclass = 0: weight ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_in_the_reference_builds_and_runs()
    {
        string[] lines = Run("docs/api.md", $"""<PackageReference Include="ReluGen" Version="{package.Version}" /><ReluNetwork Include="model.onnx" Samples="training.csv" />""").Split('\n');

        // Six regions; the largest holds 578 of the 1,309 passengers.
        Assert.StartsWith("0: 1010111, 44.2", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" of 7 neurons are active", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_about_clusters_builds_and_runs()
    {
        string[] lines = Run("docs/clusters.md", $"""<PackageReference Include="ReluGen" Version="{package.Version}" /><ReluNetwork Include="model.onnx" Samples="training.csv" />""").Split('\n');

        // Six clusters, then the live row, whose pattern is that of the largest: half the training rows are elsewhere.
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("1010111: 578 rows, 50", lines[0], StringComparison.Ordinal);
        Assert.Contains("positive, most by female", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("1 live row, 0", lines[^1], StringComparison.Ordinal);
        Assert.Contains("distance 0.56", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_about_fewer_clusters_builds_and_runs()
    {
        string[] lines = Run("docs/clusters.md", $"""<PackageReference Include="ReluGen" Version="{package.Version}" /><ReluNetwork Include="model.onnx" Samples="training.csv" />""", 1).Split('\n');

        // A thousand equal rows are one cluster, and one path of the tree.
        Assert.StartsWith("1 clusters, lossy: False; 100", lines[0], StringComparison.Ordinal);
        Assert.Equal(["stage 0 : 1000 rows", "  stage 1 ", "    stage 2 "], lines[1..].Select(static (line, i) => i == 0 ? line : line[..(line.IndexOf("stage", StringComparison.Ordinal) + 8)]));
    }

    [Fact]
    public void The_program_about_explanations_builds_and_runs()
    {
        string[] lines = Run("docs/api.md", $"""<PackageReference Include="ReluGen" Version="{package.Version}" /><ReluNetwork Include="model.onnx" Samples="training.csv" />""", 1).Split('\n');

        Assert.StartsWith("7 of 7 bits are certain; ", lines[0], StringComparison.Ordinal);
        Assert.Contains("(weights times differences from the mean), within ", lines[1], StringComparison.Ordinal);
        Assert.Contains(" away, in this region: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("neuron ", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/api.md")]
    [InlineData("docs/clusters.md")]
    [InlineData("docs/build.md")]
    [InlineData("docs/diagnostics/RLG1003.md")]
    public void Links_between_documents_of_the_package_hold(string document)
    {
        using var archive = System.IO.Compression.ZipFile.OpenRead(package.FilePath);
        string folder = Path.GetDirectoryName(document)!;
        string text = new StreamReader(archive.GetEntry(document)!.Open()).ReadToEnd();

        IEnumerable<string> links = Regex.Matches(text, @"\]\(([^):#]+)[^):]*\)").Select(static match => match.Groups[1].Value);

        Assert.All(links, link => Assert.NotNull(archive.GetEntry(Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, link))))));
    }

    /// <summary>Builds one block of C# of a document with Titanic as its model, and runs it.</summary>
    private string Run(string document, string items, int block = 0)
    {
        App app = new App(package).Copy("titanic.onnx", "model.onnx").Copy("titanic.csv", "training.csv")
            .ProjectWithoutPackage(items).Write("Program.cs", Blocks(document, "csharp").ElementAt(block));
        app.BuildOk();
        return app.Run();
    }

    /// <summary>The fenced blocks of a language.</summary>
    private static IEnumerable<string> Blocks(string document, string language) =>
        Regex.Matches(File.ReadAllText(Path.Combine(Package.RepositoryRoot(), document)), $"^```{language}\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(static match => match.Groups[1].Value);
}
