using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>
/// Bounds by symbolic linear relaxation (as DeepPoly and CROWN do): a pre-activation is written over the activations below it, each of
/// these is replaced by the line that is worst for the bound, and so on down to the inputs. Every rounding error is bounded by what the
/// coefficient that it touches can contribute, and added at the end.
/// </summary>
internal sealed class SymbolicPass
{
    private const int NeuronsAtOnce = SymbolicDescent.Batch / 2;

    private readonly CancellationToken cancellation;
    private readonly List<double[]> sizes = [];

    /// <param name="network">The network.</param>
    /// <param name="sources">Bounds of the sources, all finite; element 0 is the input. It grows as stages are done.</param>
    /// <param name="relaxations">The lines of the hidden stages; element 0 is stage 1. It grows as stages are done.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public SymbolicPass(Network network, IReadOnlyList<StageBounds> sources, IReadOnlyList<Relaxation> relaxations, CancellationToken cancellation)
    {
        Network = network;
        Sources = sources;
        Relaxations = relaxations;
        this.cancellation = cancellation;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Bounds of the sources; element 0 is the input.</summary>
    public IReadOnlyList<StageBounds> Sources { get; }

    /// <summary>The lines of the hidden stages; element 0 is stage 1.</summary>
    public IReadOnlyList<Relaxation> Relaxations { get; }

    /// <summary>For each stage below the one that is tightened, a bound of Σ |w|·|v| + |b| of each neuron; element 0 is stage 1.</summary>
    public IReadOnlyList<double[]> Sizes => sizes;

    /// <summary>The largest absolute value of an element of a source.</summary>
    public double ReachOf(int source, int element) =>
        Math.Max(Math.Abs(Sources[source].LowerValues[element]), Math.Abs(Sources[source].UpperValues[element]));

    /// <summary>Multiply-adds that tightening <paramref name="count"/> neurons of <paramref name="stage"/> takes.</summary>
    public long CostOf(int stage, int count)
    {
        long weights = 0;
        for (int l = 1; l < stage; l++)
        {
            weights += (long)Network.Stages[l - 1].Width * Network.Stages[l - 1].FanIn;
        }

        return 2 * count * weights;
    }

    /// <summary>Narrows the bounds of the given neurons of stage <paramref name="stage"/> (from 1; the output is the last).</summary>
    public void Tighten(int stage, StageBounds bounds, IReadOnlyList<int> neurons)
    {
        for (int l = sizes.Count + 1; l < stage; l++)
        {
            sizes.Add(SizesOf(Network.Stages[l - 1]));
        }

        AffineStage self = stage <= Network.Stages.Count ? Network.Stages[stage - 1] : Network.Output;
        var walk = new SymbolicDescent(this, stage);
        for (int first = 0; first < neurons.Count; first += NeuronsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(NeuronsAtOnce, neurons.Count - first);
            for (int t = 0; t < count; t++)
            {
                walk.Start(2 * t, self, neurons[first + t], 1);
                walk.Start((2 * t) + 1, self, neurons[first + t], -1);
            }

            walk.Run(2 * count);
            for (int t = 0; t < count; t++)
            {
                int i = neurons[first + t];
                bounds.UpperValues[i] = Least(bounds.UpperValues[i], walk.Bound(2 * t));
                bounds.LowerValues[i] = -Least(-bounds.LowerValues[i], walk.Bound((2 * t) + 1));
            }
        }
    }

    private static double Least(double known, double found) => found < known ? found : known;

    private double[] SizesOf(HiddenStage stage)
    {
        var size = new double[stage.Width];
        for (int i = 0; i < size.Length; i++)
        {
            double sum = Math.Abs(stage.Bias[i]);
            foreach (WeightBlock block in stage.Blocks)
            {
                ReadOnlySpan<float> weights = block.Row(i);
                for (int k = 0; k < weights.Length; k++)
                {
                    sum += Math.Abs(weights[k]) * ReachOf(block.Source, k);
                }
            }

            size[i] = sum * (1 + 1e-9);
        }

        return size;
    }
}
