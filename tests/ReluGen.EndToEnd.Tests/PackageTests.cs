using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>What is in the package.</summary>
[Collection(nameof(PackageCollection))]
public sealed class PackageTests(Package package)
{
    [Theory]
    [InlineData("lib/net8.0/ReluGen.dll")]
    [InlineData("lib/net10.0/ReluGen.dll")]
    [InlineData("lib/net10.0/ReluGen.xml")]
    [InlineData("analyzers/dotnet/cs/ReluGen.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/ReluGen.Core.dll")]
    [InlineData("analyzers/dotnet/cs/ReluGen.CodeFixes.dll")]
    [InlineData("tasks/netstandard2.0/ReluGen.Build.dll")]
    [InlineData("tasks/netstandard2.0/Google.Protobuf.dll")]
    [InlineData("tasks/THIRD-PARTY-NOTICES.txt")]
    [InlineData("build/ReluGen.props")]
    [InlineData("build/ReluGen.targets")]
    [InlineData("buildTransitive/ReluGen.targets")]
    public void It_holds_each_part(string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.FilePath);

        Assert.NotNull(archive.GetEntry(entry));
    }

    [Fact]
    public void It_asks_for_no_other_package()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.FilePath);
        using var reader = new StreamReader(archive.GetEntry("ReluGen.nuspec")!.Open());

        Assert.DoesNotContain("<dependency ", reader.ReadToEnd());
    }

    [Fact]
    public void The_compiler_gets_three_assemblies_and_none_of_Roslyn_or_MSBuild_is_shipped()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.FilePath);
        string[] entries = [.. archive.Entries.Select(entry => entry.FullName)];

        Assert.Equal(3, entries.Count(entry => entry.StartsWith("analyzers/", StringComparison.Ordinal)));
        Assert.DoesNotContain(entries, entry => entry.Contains("Microsoft.Build", StringComparison.Ordinal) || entry.Contains("CodeAnalysis", StringComparison.Ordinal));
    }
}

/// <summary>One package for all tests.</summary>
[CollectionDefinition(nameof(PackageCollection))]
public sealed class PackageCollection : ICollectionFixture<Package>;
