using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>How much work bounds may take.</summary>
public sealed record BoundsOptions
{
    /// <summary>Largest number of multiply-adds of symbolic bounds; stages that come after it is spent have interval bounds. 0 for intervals only.</summary>
    public long SymbolicBudget { get; init; } = 1_000_000_000;
}

/// <summary>
/// Bounds of every pre-activation and output of a network over a box: interval arithmetic for all, symbolic linear relaxation for
/// those that it leaves open. All bounds hold in exact arithmetic for the float32 weights taken as they are.
/// </summary>
public sealed class BoundsAnalysis
{
    private readonly List<StageBounds> stages = [];
    private readonly List<StageBounds> sources = [];
    private readonly List<Relaxation> relaxations = [];

    private BoundsAnalysis(Network network, InputBox box)
    {
        Network = network;
        Box = box;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The box.</summary>
    public InputBox Box { get; }

    /// <summary>Bounds of the pre-activations of each hidden stage, then of the outputs; element 0 is stage 1.</summary>
    public IReadOnlyList<StageBounds> Stages => stages;

    /// <summary>The lines of each hidden stage whose bounds are finite; empty if the box is unbounded.</summary>
    internal IReadOnlyList<Relaxation> Relaxations => relaxations;

    /// <summary>True if some bounds are symbolic, false if all are by interval arithmetic.</summary>
    public bool IsSymbolic { get; private set; }

    /// <summary>The upper bound of sign · z of one neuron that other lines give; rigorous if the lines enclose the activations between their bounds.</summary>
    internal double UpperBoundBy(IReadOnlyList<Relaxation> lines, int stage, int neuron, int sign)
    {
        var bounds = new StageBounds(Filled(stages[stage - 1].Count, double.NegativeInfinity), Filled(stages[stage - 1].Count, double.PositiveInfinity));
        new SymbolicPass(Network, sources, lines, CancellationToken.None).Tighten(stage, bounds, [neuron]);
        return sign > 0 ? bounds.UpperValues[neuron] : -bounds.LowerValues[neuron];
    }

    /// <summary>Computes the bounds.</summary>
    /// <param name="network">The network; all weights finite.</param>
    /// <param name="box">A box with one interval an input.</param>
    /// <param name="options">The budget; null for the default.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The box does not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BoundsAnalysis Run(Network network, InputBox box, BoundsOptions? options = null, CancellationToken cancellation = default)
    {
        if (box.Count != network.InputCount)
        {
            throw new ArgumentException($"The box has {box.Count} features and the network {network.InputCount} inputs.", nameof(box));
        }

        var analysis = new BoundsAnalysis(network, box);
        analysis.Run((options ?? new BoundsOptions()).SymbolicBudget, cancellation);
        return analysis;
    }

    private void Run(long budget, CancellationToken cancellation)
    {
        sources.Add(new StageBounds([.. Box.Lower], [.. Box.Upper]));
        var symbolic = new SymbolicPass(Network, sources, relaxations, cancellation);
        bool finite = Box.IsBounded && budget > 0;
        for (int l = 1; l <= Network.Stages.Count + 1; l++)
        {
            AffineStage stage = l <= Network.Stages.Count ? Network.Stages[l - 1] : Network.Output;
            StageBounds bounds = IntervalPass.Affine(stage, sources);
            stages.Add(bounds);
            List<int> open = OpenOf(bounds);
            if (l > 1 && finite && open.Count > 0 && symbolic.CostOf(l, open.Count) is var cost && cost <= budget)
            {
                budget -= cost;
                symbolic.Tighten(l, bounds, open);
                IsSymbolic = true;
            }

            finite = finite && bounds.IsFinite();
            if (stage is HiddenStage hidden)
            {
                sources.Add(IntervalPass.Activate(hidden, bounds));
                if (finite)
                {
                    relaxations.Add(new Relaxation(hidden, bounds));
                }
            }
        }
    }

    private static double[] Filled(int count, double value)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = value;
        }

        return values;
    }

    private static List<int> OpenOf(StageBounds bounds)
    {
        var open = new List<int>();
        for (int i = 0; i < bounds.Count; i++)
        {
            if (bounds.IsOpen(i))
            {
                open.Add(i);
            }
        }

        return open;
    }
}
