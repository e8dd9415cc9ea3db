using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ReluGen.Generator.Tests;

/// <summary>The arrows of the house point one way: each assembly references only what stands before it.</summary>
public sealed class LayeringTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ReluGen"] = [],
        ["ReluGen.Core"] = [],
        ["ReluGen.Formats"] = ["ReluGen.Core", "Google.Protobuf", "CsvHelper"],
        ["ReluGen.CodeFixes"] = ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Workspaces"],
        ["ReluGen.Generator"] = ["ReluGen.Core", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_references_only_what_stands_before_it(string name)
    {
        string[] foreign = Assembly.Load(name).GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(static reference => !reference.StartsWith("System", StringComparison.Ordinal) && reference is not ("netstandard" or "mscorlib"))
            .Except(Allowed[name])
            .ToArray();
        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("ReluGen.Generator", 8)]
    [InlineData("ReluGen.CodeFixes", 5)]
    public void What_the_compiler_loads_needs_none_newer_than_the_oldest_supported(string name, int minor)
    {
        Version roslyn = Assembly.Load(name).GetReferencedAssemblies().Single(static r => r.Name == "Microsoft.CodeAnalysis").Version!;
        Assert.Equal(new Version(4, minor), new Version(roslyn.Major, roslyn.Minor));
    }
}
