using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using ReluGen.Generator.Emission;
using ReluGen.Tool.Engines;
using static ReluGen.Generator.Tests.Harness.CompiledShapes;

namespace ReluGen.Generator.Tests.Pipeline;

/// <summary>A class cannot have a member of its own name, so the names of all members are known: a class that is called like one gets a diagnostic.</summary>
public sealed class MemberNameTests
{
    [Theory]
    [InlineData("chain", "7,16,8,1")]
    [InlineData("chain", "16,32,16,4")]
    [InlineData("leaky", "20,200,260,5")]
    [InlineData("sparse", "30,50,40,6")]
    [InlineData("chain", "2,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,2")]
    [InlineData("dense-leaky", "9,230,13,200,70")]
    public void Every_member_of_a_generated_class_is_known(string kind, string shape)
    {
        Type type = Compiled(kind, shape).Compiled.NetworkType;
        string[] names = [.. type
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static member => member is not ConstructorInfo && member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Where(static member => member is not MethodInfo { IsSpecialName: true } && !member.Name.Contains('.', StringComparison.Ordinal))
            .Select(static member => member.Name)
            .Distinct()];

        Assert.Contains("ForwardBatch", names);
        Assert.All(names.Except([nameof(CompiledNetwork.ForwardAt), nameof(CompiledNetwork.TileAt), nameof(CompiledNetwork.TileRowsAt)]), static name => Assert.True(CSharpNames.IsMember(name), name));
    }
}
