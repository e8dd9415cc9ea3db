using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Generator.Planning;

/// <summary>The shapes of the generated code of a network, with the reason of each and what it costs: what emission prints, in words.</summary>
public sealed class KernelPlan
{
    // Measured: docs/kernels.md.
    private const double SecondsPerStatement = 1.7e-4;
    private const double SecondsPerWeight = 1.6e-6;
    private const double SecondsPerResourceWeight = 7e-7;

    private KernelPlan(NetworkPlan network)
    {
        Storage = network.Weights.Form.ToString().ToLowerInvariant();
        StorageReason = network.Weights.Reason;
        Choices = [.. RowChoices.Of(network), .. BatchChoices.Of(network), .. ReverseChoices.Of(network)];
        WeightBytes = 4L * (network.PackedLength + network.Reverse.PackedLength + network.Batch[0].Stages.Select(static tile => tile.End).DefaultIfEmpty().Max());

        // Kernels are written for three widths; the narrower ones need more statements.
        double statements = Choices.Sum(static choice => choice.CodeBytes) / (double)BytesPerStatement * 4;
        BuildSeconds = statements * SecondsPerStatement + network.Network.ParameterCount * (network.Weights.Form == WeightForm.Resource ? SecondsPerResourceWeight : SecondsPerWeight);
    }

    /// <summary>Bytes of machine code of a vector statement.</summary>
    internal const int BytesPerStatement = 11;

    /// <summary>Any name: the plan is that of a build, which can embed a resource.</summary>
    private const string BuildResource = "weights";

    /// <summary>A choice a stage and mode.</summary>
    public IReadOnlyList<KernelChoice> Choices { get; }

    /// <summary>Where a build keeps the weights: decimals or words (both in the C#), or resource.</summary>
    public string Storage { get; }

    /// <summary>Why there.</summary>
    public string StorageReason { get; }

    /// <summary>Machine code of all kernels that run on one processor, estimated.</summary>
    public long CodeBytes => Choices.Sum(static choice => choice.CodeBytes);

    /// <summary>Memory of all packed weights, once every mode has been used.</summary>
    public long WeightBytes { get; }

    /// <summary>Time that the code adds to a build, estimated.</summary>
    public double BuildSeconds { get; }

    /// <summary>Plans <paramref name="network"/>.</summary>
    /// <exception cref="ArgumentException">The network is too large for code.</exception>
    public static KernelPlan Of(Network network) =>
        NetworkPlan.SizeProblem(network) is { } problem ? throw new ArgumentException(problem, nameof(network)) : new KernelPlan(NetworkPlan.Of(network, layout: null, new CodeOptions { WeightsResource = BuildResource }));
}
