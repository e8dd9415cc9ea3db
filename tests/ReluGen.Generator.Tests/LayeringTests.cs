using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ReluGen.Core.Networks;
using ReluGen.Formats;

namespace ReluGen.Generator.Tests;

/// <summary>The arrows of the house point one way: each assembly references only what stands before it.</summary>
public sealed class LayeringTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ReluGen"] = [],
        ["ReluGen.Core"] = [],
        ["ReluGen.Formats"] = ["ReluGen.Core", "Google.Protobuf", "CsvHelper"],
        ["ReluGen.Generator"] = ["ReluGen.Core", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_references_only_what_stands_before_it(string name)
    {
        Assembly assembly = new[] { typeof(ReluNetworkAttribute), typeof(Network), typeof(ModelFile), typeof(NetworkGenerator) }
            .Select(static type => type.Assembly)
            .Single(assembly => assembly.GetName().Name == name);
        string[] foreign = assembly.GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(static reference => !reference.StartsWith("System", StringComparison.Ordinal) && reference is not ("netstandard" or "mscorlib"))
            .Except(Allowed[name])
            .ToArray();
        Assert.Empty(foreign);
    }

    [Fact]
    public void The_generator_needs_no_newer_compiler_than_the_oldest_supported()
    {
        Version roslyn = typeof(NetworkGenerator).Assembly.GetReferencedAssemblies().Single(static r => r.Name == "Microsoft.CodeAnalysis").Version!;
        Assert.Equal(new Version(4, 8), new Version(roslyn.Major, roslyn.Minor));
    }
}
