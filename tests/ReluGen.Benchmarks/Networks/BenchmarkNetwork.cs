using System;
using System.Collections.Generic;
using System.IO;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Simplification;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Benchmarks.Networks;

/// <summary>A network of the table.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Network">The network.</param>
/// <param name="Weights">Where the weights come from: the name of a file, or "seeded".</param>
/// <param name="Inputs">What it is fed.</param>
internal sealed record BenchmarkNetwork(string Name, Network Network, string Weights, InputKind Inputs)
{
    private const double PrunedShare = 0.9;
    private const double DeadShare = 0.3;

    /// <summary>How its class's patterns follow from its own, where it is a simplified one.</summary>
    public PatternLayout? Layout { get; init; }

    /// <summary>Every name, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = ["T", "S", "A", "B", "M", "M-image", "L", "L40", "L20", "PA", "PM", "D", "DS"];

    /// <summary>Makes or reads the network called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    public static BenchmarkNetwork Of(string name) => name switch
    {
        "T" => Seeded(name, 1, 7, 16, 8, 1),
        "S" => Seeded(name, 2, 16, 32, 16, 4),
        "A" => RealOrSeeded(name, "acasxu_1_1", 3, 5, 50, 50, 50, 50, 50, 50, 5),
        "B" => Seeded(name, 4, 32, 64, 64, 64, 8),
        "M" => RealOrSeeded(name, "mnistfc_256x2", 5, 784, 256, 256, 10),
        "M-image" => Of("M") with { Name = name, Inputs = InputKind.Image },
        "L" => Seeded(name, 6, 128, 512, 512, 512, 10),
        "L40" => Quiet(name, 0.4),
        "L20" => Quiet(name, 0.2),
        "PA" => Pruned(name, Of("A")),
        "PM" => Pruned(name, Of("M")),
        "D" => new(name, DeadNeurons.In(SeededNetwork.Of(7, 32, 128, 128, 8), DeadShare), "seeded, 30 % dead", InputKind.Random),
        "DS" => Simplified(name, Of("D")),
        _ => throw new ArgumentException($"There is no network '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
    };

    private static BenchmarkNetwork Seeded(string name, int seed, params int[] widths) =>
        new(name, SeededNetwork.Of(seed, widths), "seeded", InputKind.Random);

    private static BenchmarkNetwork RealOrSeeded(string name, string folder, int seed, params int[] widths)
    {
        string? path = DataFolder.Root is { } root ? Path.Combine(root, "nets", folder, "model.onnx") : null;
        return File.Exists(path) ? new(name, ModelFile.Read(path).Network, folder, InputKind.Random) : Seeded(name, seed, widths);
    }

    private static BenchmarkNetwork Quiet(string name, double share) => Of("L") with { Name = name, Network = QuietNeurons.In(Of("L").Network, share) };

    private static BenchmarkNetwork Simplified(string name, BenchmarkNetwork whole)
    {
        DegeneracyReport report = DegeneracyAnalysis.Run(whole.Network, new DegeneracyOptions { Box = InputBox.Of(whole.Network) });
        SimplifiedNetwork simplified = NetworkSimplifier.Run(whole.Network, report);
        return whole with { Name = name, Network = simplified.Network, Layout = simplified.Layout, Weights = whole.Weights + ", simplified" };
    }

    private static BenchmarkNetwork Pruned(string name, BenchmarkNetwork dense) =>
        dense with { Name = name, Network = Pruning.Prune(dense.Network, PrunedShare), Weights = dense.Weights + ", 90 % pruned" };
}
