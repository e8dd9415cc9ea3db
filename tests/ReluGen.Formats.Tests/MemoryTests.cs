using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Tests.Onnx;
using ReluGen.Tests.Shared;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests;

/// <summary>All that an import allocates, garbage included, stays below 64 MB and twenty times the size of the file.</summary>
public class MemoryTests
{
    private const long MostBytes = 64_000_000;

    private const int MostBytesOfAByte = 20;

    [DataFact]
    public void Real_networks_stay_below_the_limit()
    {
        foreach (string name in Coverage.AllNames)
        {
            AssertBelow(ReferenceFile.Read(name).ModelPath);
        }
    }

    public static TheoryData<string> Greedy => [.. GreedyGraphs.Keys];

    /// <summary>Small files that ask for as much as is granted, or more.</summary>
    private static Dictionary<string, Graph> GreedyGraphs => new()
    {
        ["wide convolution"] = new Graph(1, 1, 40, 40).Constant("w", [1, 1, 3, 3], new float[9]).Node("Conv", "c", "x w").Node("Relu", "y", "c"),
        ["deep convolutions"] = new Graph(1, 4, 12, 12).Constant("w", [4, 4, 3, 3], new float[144]).Node("Conv", "a", "x w").Node("Conv", "b", "a w").Node("Conv", "c", "b w").Node("Conv", "d", "c w").Node("Relu", "y", "d"),
        ["overlapping pools"] = new Graph(1, 1, 24, 24).Node("MaxPool", "a", "x", Ints("kernel_shape", 9, 9)).Node("MaxPool", "y", "a", Ints("kernel_shape", 9, 9)),
        ["average of everything"] = new Graph(1, 1, 512, 512).Node("AveragePool", "y", "x", Ints("kernel_shape", 256, 256)),
        ["padding"] = new Graph(1, 4).Integers("p", 0, 2_000_000, 0, 0).Node("Pad", "y", "x p"),
        ["repetition"] = new Graph(1, 4).Integers("r", 1, 400_000).Node("Tile", "t", "x r").Node("Relu", "y", "t"),
        ["windows on padding"] = new Graph(1, 1, 8).Node("MaxPool", "y", "x", Ints("kernel_shape", 60_000), Ints("pads", 60_000, 60_000)),
        ["image"] = new Graph(1, 3, 224, 224).Constant("w", [8, 3, 3, 3], new float[8 * 27]).Node("Conv", "c", "x w", Ints("strides", 4, 4)).Node("Relu", "y", "c"),
        ["labels"] = new Graph(1, 1_000_000).Node("ArgMax", "y", "x", Int("axis", 1)),
        ["axes"] = Enumerable.Range(0, 200).Aggregate(new Graph(1, 4).Integers("a", Enumerable.Range(0, 60).Select(static i => (long)i).ToArray()), static (g, i) => g.Node("Unsqueeze", i == 199 ? "y" : $"t{i}", (i == 0 ? "x" : $"t{i - 1}") + " a")),
    };

    [Theory]
    [MemberData(nameof(Greedy))]
    public void Greedy_files_stay_below_the_limit(string name)
    {
        using var folder = new TemporaryFolder();
        AssertBelow(folder.Write("model.onnx", GreedyGraphs[name].ToBytes()));
    }

    public static TheoryData<string> GreedyFileNames => [.. GreedyFiles.All.Keys];

    [Theory]
    [MemberData(nameof(GreedyFileNames))]
    public void Greedy_files_of_other_formats_stay_below_the_limit(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(name, GreedyFiles.All[name]);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        AssertBelow(path);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static void AssertBelow(string path)
    {
        long size = Directory.GetFiles(Path.GetDirectoryName(path)!).Where(f => f == path || !f.EndsWith(".json", StringComparison.Ordinal)).Sum(static f => new FileInfo(f).Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string verdict = "imported";
        try
        {
            ModelFile.Read(path);
        }
        catch (InputException e)
        {
            verdict = e.Message;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= MostBytes + (MostBytesOfAByte * size), $"{path} of {size} bytes took {allocated}: {verdict}");
    }
}
