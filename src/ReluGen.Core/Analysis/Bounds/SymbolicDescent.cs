using System;
using System.Numerics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>Some expressions on their way down: each is at least its target, with coefficients over the sources that are left.</summary>
internal sealed class SymbolicDescent
{
    /// <summary>Expressions that go down together, so that each row of weights is read once for all of them.</summary>
    public const int Batch = 8;

    private readonly SymbolicPass pass;
    private readonly int stage;

    /// <summary>Coefficients by source, expression and element; null for sources that nothing reads.</summary>
    private readonly double[][]?[] coefficients;
    private readonly double[] constants = new double[Batch];
    private readonly double[] errors = new double[Batch];
    private readonly double[] row;

    /// <summary>The sum of the reaches of all elements of a source: what one unit in every coefficient can contribute.</summary>
    private readonly double[] reaches;

    public SymbolicDescent(SymbolicPass pass, int stage)
    {
        this.pass = pass;
        this.stage = stage;
        coefficients = new double[stage][][];
        reaches = new double[stage];
        int widest = 0;
        for (int s = 0; s < stage; s++)
        {
            widest = Math.Max(widest, pass.Network.WidthOf(s));
            for (int k = 0; k < pass.Network.WidthOf(s); k++)
            {
                reaches[s] += pass.ReachOf(s, k);
            }
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
        StageBounds inputs = pass.Sources[0];
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
            rows[t] = new double[pass.Network.WidthOf(source)];
        }

        return coefficients[source] = rows;
    }

    /// <summary>Replaces the activations of a stage by lines over its pre-activations, and these by its sources.</summary>
    private void Replace(int source, double[][] rows, int count)
    {
        HiddenStage self = pass.Network.Stages[source - 1];
        for (int t = 0; t < count; t++)
        {
            Relax(t, source, rows[t]);
            foreach (WeightBlock block in self.Blocks)
            {
                errors[t] += Outward.ErrorOf(2 * rows[t].Length, SizeOf(block.Source, t)) + (2 * rows[t].Length * Outward.Underflow * reaches[block.Source]);
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
        Relaxation lines = pass.Relaxations[source - 1];
        double[] size = pass.Sizes[source - 1];
        ReadOnlySpan<float> bias = pass.Network.Stages[source - 1].Bias;
        double constant = constants[t];
        double touched = Math.Abs(constant);
        double underflow = 0;
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
            underflow += Outward.Underflow * (1 + size[k]);
        }

        constants[t] = constant;

        // Once for the constant and the slopes, once for the coefficients that follow: both are bounded by the same sizes.
        errors[t] += (2 * Outward.ErrorOf(2 * own.Length, touched)) + underflow;
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
