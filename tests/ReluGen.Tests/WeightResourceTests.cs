using System;
using System.Reflection;
using ReluGen.CompilerServices;

namespace ReluGen.Tests;

/// <summary>What generated code says of the resource with its weights. The one here is a text: a header of 20 characters, then two numbers.</summary>
public sealed unsafe class WeightResourceTests
{
    private const string Name = "tests/weights.txt";
    private const string Header = "relugen weights 0123";

    private static readonly Assembly Own = typeof(WeightResourceTests).Assembly;

    [Fact]
    public void Numbers_follow_the_header()
    {
        float* numbers = WeightResource.Open(Own, Name, Header, 2);

        Assert.Equal([0x64636261u, 0x68676665u], new ReadOnlySpan<uint>(numbers, 2).ToArray());
    }

    [Fact]
    public void An_assembly_without_it_is_named()
    {
        Exception error = Assert.Throws<InvalidOperationException>(static () => { WeightResource.Open(Own, "absent", Header, 2); });

        Assert.Contains("'ReluGen.Tests' has no resource 'absent'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relugen weights 0124", 2)]
    [InlineData("relugen weights 0", 2)]
    [InlineData(Header, 1)]
    [InlineData(Header, 3)]
    public void Weights_of_another_network_are_refused(string header, int count)
    {
        Exception error = Assert.Throws<InvalidOperationException>(() => { WeightResource.Open(Own, Name, header, count); });

        Assert.Contains("rebuild the project", error.Message, StringComparison.Ordinal);
    }
}
