using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ReluGen.Build.Tests;

/// <summary>Names of metadata: misspelt ones are warned of, others are not.</summary>
public class MetadataTests
{
    [Theory]
    [InlineData("Domian", "Domain")]
    [InlineData("domains", "Domain")]
    [InlineData("Sample", "Samples")]
    [InlineData("Feature", "Features")]
    [InlineData("FeatureFile", "FeaturesFile")]
    [InlineData("GraphOutput", "GraphOutputs")]
    [InlineData("MaxRegion", "MaxRegions")]
    [InlineData("Diagnostic", "Diagnostics")]
    [InlineData("Simplfy", "Simplify")]
    public void A_misspelt_name_is_warned_of_with_the_name_that_is_meant(string name, string meant)
    {
        BuildWarningEventArgs warning = Assert.Single(Run(name));
        Assert.Equal("RLG1014", warning.Code);
        Assert.Contains($"'{name}'", warning.Message);
        Assert.Contains($"'{meant}' is a name that has one", warning.Message);
    }

    [Theory]
    [InlineData("Samples")]
    [InlineData("samples")]
    [InlineData("Link")]
    [InlineData("Pack")]
    [InlineData("CopyToOutputDirectory")]
    [InlineData("Owner")]
    [InlineData("SubType")]
    public void Known_names_and_names_of_other_kinds_are_not(string name) => Assert.Empty(Run(name));

    [Fact]
    public void A_name_is_warned_of_once_for_all_items() => Assert.Single(Run("Domian", "a.onnx", "b.onnx"));

    /// <summary>The names are those of the table in docs/build.md, and all that the targets read.</summary>
    [Fact]
    public void The_known_names_are_those_that_the_page_lists_and_the_targets_read()
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "docs", "build.md")))
        {
            root = root.Parent!;
        }

        string page = File.ReadAllText(Path.Combine(root.FullName, "docs", "build.md"));
        string targets = File.ReadAllText(Path.Combine(root.FullName, "src", "ReluGen.Build", "build", "ReluGen.targets"));
        string table = page[page.IndexOf("| metadata |", StringComparison.Ordinal)..page.IndexOf("`Features` does two things", StringComparison.Ordinal)];
        Assert.Equal(Regex.Matches(table, @"^\| `(\w+)` \|", RegexOptions.Multiline).Select(static m => m.Groups[1].Value).Where(static name => name != "Include"), CheckReluNetworkMetadata.Names);
        Assert.All(CheckReluNetworkMetadata.Names, name => Assert.Contains($"%(_ReluGenModel.{name})", targets));
    }

    private static BuildWarningEventArgs[] Run(string name, params string[] files)
    {
        var engine = new RecordingEngine();
        ITaskItem[] items = [.. files.DefaultIfEmpty("model.onnx").Select(static file => new TaskItem(file))];
        Array.ForEach(items, item => item.SetMetadata(name, "x"));
        Assert.True(new CheckReluNetworkMetadata { BuildEngine = engine, Models = items }.Execute());
        return [.. engine.Warnings];
    }
}
