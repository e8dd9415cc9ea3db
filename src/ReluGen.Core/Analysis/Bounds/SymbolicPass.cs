using System;
using System.Collections.Generic;
using System.Numerics;
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
    /// <summary>Neurons that go down together, so that each row of weights is read once for all of them.</summary>
    private const int Batch = 8;

    private readonly Network network;
    private readonly IReadOnlyList<StageBounds> sources;
    private readonly IReadOnlyList<Relaxation> relaxations;
    private readonly CancellationToken cancellation;

    /// <summary>For each stage, a bound of Σ |w|·|v| + |b| of each neuron; element 0 is stage 1.</summary>
    private readonly List<double[]> sizes = [];

    /// <param name="network">The network.</param>
    /// <param name="sources">Bounds of the sources, all finite; element 0 is the input. It grows as stages are done.</param>
    /// <param name="relaxations">The lines of the hidden stages; element 0 is stage 1. It grows as stages are done.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public SymbolicPass(Network network, IReadOnlyList<StageBounds> sources, IReadOnlyList<Relaxation> relaxations, CancellationToken cancellation)
    {
        this.network = network;
        this.sources = sources;
        this.relaxations = relaxations;
        this.cancellation = cancellation;
    }

    /// <summary>Multiply-adds that tightening <paramref name="count"/> neurons of <paramref name="stage"/> takes.</summary>
    public long CostOf(int stage, int count)
    {
        long weights = 0;
        for (int l = 1; l < stage; l++)
        {
            weights += (long)network.Stages[l - 1].Width * network.Stages[l - 1].FanIn;
        }

        return 2 * count * weights;
    }

    /// <summary>Narrows the bounds of the given neurons of stage <paramref name="stage"/> (from 1; the output is the last).</summary>
    public void Tighten(int stage, StageBounds bounds, IReadOnlyList<int> neurons)
    {
        for (int l = sizes.Count + 1; l < stage; l++)
        {
            sizes.Add(SizesOf(network.Stages[l - 1]));
        }

        AffineStage self = stage <= network.Stages.Count ? network.Stages[stage - 1] : network.Output;
        var walk = new Descent(this, stage);
        for (int first = 0; first < neurons.Count; first += Batch / 2)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Batch / 2, neurons.Count - first);
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

    private double ReachOf(int source, int element) =>
        Math.Max(Math.Abs(sources[source].LowerValues[element]), Math.Abs(sources[source].UpperValues[element]));

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

    /// <summary>Some expressions on their way down: each is at least its target, with coefficients over the sources that are left.</summary>
    private sealed class Descent
    {
        private readonly SymbolicPass pass;
        private readonly int stage;

        /// <summary>Coefficients by source, expression and element; null for sources that nothing reads.</summary>
        private readonly double[][]?[] coefficients;
        private readonly double[] constants = new double[Batch];
        private readonly double[] errors = new double[Batch];
        private readonly double[] row;

        public Descent(SymbolicPass pass, int stage)
        {
            this.pass = pass;
            this.stage = stage;
            coefficients = new double[stage][][];
            int widest = 0;
            for (int s = 0; s < stage; s++)
            {
                widest = Math.Max(widest, pass.network.WidthOf(s));
            }

            row = new double[widest];
        }

        /// <summary>Sets expression <paramref name="t"/> to <paramref name="sign"/> times the pre-activation of a neuron.</summary>
        public void Start(int t, AffineStage self, int neuron, int sign)
        {
            constants[t] = sign * (double)self.Bias[neuron];
            errors[t] = 0;
            for (int s = 0; s < coefficients.Length; s++)
            {
                if (coefficients[s] is { } rows)
                {
                    Array.Clear(rows[t], 0, rows[t].Length);
                }
            }

            foreach (WeightBlock block in self.Blocks)
            {
                double[] target = Of(block.Source)[t];
                ReadOnlySpan<float> weights = block.Row(neuron);
                for (int k = 0; k < weights.Length; k++)
                {
                    target[k] = sign * (double)weights[k];
                }
            }
        }

        /// <summary>Takes the first <paramref name="count"/> expressions down to the inputs.</summary>
        public void Run(int count)
        {
            for (int s = stage - 1; s >= 1; s--)
            {
                if (coefficients[s] is { } rows)
                {
                    Replace(s, rows, count);
                }
            }
        }

        /// <summary>The upper bound of an expression that is down; infinite where something overflowed.</summary>
        public double Bound(int t)
        {
            double sum = constants[t];
            double size = Math.Abs(sum);
            double[] own = Of(0)[t];
            StageBounds inputs = pass.sources[0];
            for (int j = 0; j < own.Length; j++)
            {
                double c = own[j];
                if (c != 0)
                {
                    sum += c * (c > 0 ? inputs.UpperValues[j] : inputs.LowerValues[j]);
                    size += Math.Abs(c) * pass.ReachOf(0, j);
                }
            }

            double bound = Outward.Up(sum, errors[t] + Outward.ErrorOf(2 * own.Length, size));
            return double.IsNaN(bound) ? double.PositiveInfinity : bound;
        }

        private double[][] Of(int source)
        {
            if (coefficients[source] is { } known)
            {
                return known;
            }

            var rows = new double[Batch][];
            for (int t = 0; t < Batch; t++)
            {
                rows[t] = new double[pass.network.WidthOf(source)];
            }

            return coefficients[source] = rows;
        }

        /// <summary>Replaces the activations of a stage by lines over its pre-activations, and these by its sources.</summary>
        private void Replace(int source, double[][] rows, int count)
        {
            HiddenStage self = pass.network.Stages[source - 1];
            for (int t = 0; t < count; t++)
            {
                Relax(t, source, rows[t]);
                foreach (WeightBlock block in self.Blocks)
                {
                    errors[t] += Outward.ErrorOf(2 * rows[t].Length, SizeOf(block.Source, t));
                }
            }

            foreach (WeightBlock block in self.Blocks)
            {
                double[][] target = Of(block.Source);
                for (int k = 0; k < block.Rows; k++)
                {
                    bool loaded = false;
                    for (int t = 0; t < count; t++)
                    {
                        if (rows[t][k] != 0)
                        {
                            loaded = loaded || Load(block.Row(k));
                            AddScaled(target[t], rows[t][k], block.Columns);
                        }
                    }
                }
            }
        }

        /// <summary>Turns coefficients of activations into coefficients of pre-activations.</summary>
        private void Relax(int t, int source, double[] own)
        {
            Relaxation lines = pass.relaxations[source - 1];
            double[] size = pass.sizes[source - 1];
            ReadOnlySpan<float> bias = pass.network.Stages[source - 1].Bias;
            double constant = constants[t];
            double touched = Math.Abs(constant);
            for (int k = 0; k < own.Length; k++)
            {
                double c = own[k];
                if (c == 0)
                {
                    continue;
                }

                double intercept = c * (c > 0 ? lines.UpperIntercept[k] : lines.LowerIntercept[k]);
                own[k] = c * (c > 0 ? lines.UpperSlope[k] : lines.LowerSlope[k]);
                constant += intercept + (own[k] * bias[k]);
                touched += Math.Abs(intercept) + (Math.Abs(own[k]) * size[k]);
            }

            constants[t] = constant;

            // Once for the constant and the slopes, once for the coefficients that follow: both are bounded by the same sizes.
            errors[t] += (2 * Outward.ErrorOf(2 * own.Length, touched)) + (own.Length * (double)own.Length * Outward.Underflow);
        }

        private double SizeOf(int source, int t)
        {
            double size = 0;
            if (coefficients[source] is { } rows)
            {
                for (int k = 0; k < rows[t].Length; k++)
                {
                    size += rows[t][k] == 0 ? 0 : Math.Abs(rows[t][k]) * pass.ReachOf(source, k);
                }
            }

            return size;
        }

        private bool Load(ReadOnlySpan<float> weights)
        {
            for (int j = 0; j < weights.Length; j++)
            {
                row[j] = weights[j];
            }

            return true;
        }

        /// <summary>target += factor · row. Each element is on its own, so its bits do not depend on the vector width.</summary>
        private void AddScaled(double[] target, double factor, int count)
        {
            int width = Vector<double>.Count;
            var scale = new Vector<double>(factor);
            int j = 0;
            for (; j <= count - width; j += width)
            {
                (new Vector<double>(target, j) + (scale * new Vector<double>(row, j))).CopyTo(target, j);
            }

            for (; j < count; j++)
            {
                target[j] += factor * row[j];
            }
        }
    }
}
