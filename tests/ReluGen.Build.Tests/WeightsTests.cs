using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Build.Tests;

/// <summary>The file with the weights of a large network, which becomes a resource.</summary>
public sealed class WeightsTests
{
    [Fact]
    public void A_network_with_more_numbers_than_fit_literals_gets_a_file_with_them()
    {
        using TaskRun run = Run(NetworkWriter.Write(new NetworkDocument(Large)));

        Assert.True(run.Execute());

        byte[] bytes = File.ReadAllBytes(run.PathOf("obj/m.weights"));
        string header = "relugen weights " + run.Converted("m.relunet").Network.ContentHash;
        Assert.Equal(header, Encoding.ASCII.GetString(bytes, 0, header.Length));
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(header.Length));
        Assert.Equal(Large.ParameterCount, numbers.Length);

        // Neuron 1: bias 0.5, then weights 1024, 1025, …; the output: bias -1, weights -2.
        Assert.Equal([0.5f, 1024, 1025], numbers.Slice(1025, 3).ToArray());
        Assert.Equal([-1, -2, -2], numbers.Slice(1025 * 1024, 3).ToArray());
    }

    [Theory]
    [InlineData(TaskRun.Model, true)]
    [InlineData("no model", false)]
    public void An_old_file_does_not_outlive_its_network(string text, bool succeeds)
    {
        using TaskRun run = Run(text);
        Directory.CreateDirectory(run.PathOf("obj"));
        run.Write("obj/m.weights", "old");

        Assert.Equal(succeeds, run.Execute());

        Assert.False(File.Exists(run.PathOf("obj/m.weights")));
    }

    private static Network Large { get; } = new(
        InputFeature.Unnamed(1024),
        [HiddenStage.Relu([new WeightBlock(0, 1024, 1024, [.. Enumerable.Range(0, 1 << 20).Select(static i => (float)i)])], [.. Enumerable.Repeat(0.5f, 1024)])],
        new AffineStage([new WeightBlock(1, 1, 1024, [.. Enumerable.Repeat(-2f, 1024)])], [-1]));

    private static TaskRun Run(string text)
    {
        var run = new TaskRun();
        return run.Add("m.relunet", text, metadata: ("WeightsFile", run.PathOf("obj/m.weights")));
    }
}
