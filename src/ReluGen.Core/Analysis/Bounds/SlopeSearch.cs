using System;
using System.Collections.Generic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>
/// Solves the dual of the linear program that bounds one pre-activation over the relaxed network: the lines through 0 of neurons that
/// change side have a free slope, the bound is convex in these, and projected subgradient steps lower it (the program that CROWN with optimised
/// slopes solves). Its float64 is only a guide: the lines that it finds are then used by <see cref="SymbolicPass"/>, which is rigorous.
/// </summary>
internal sealed class SlopeSearch
{
    private const int MostSteps = 200;

    /// <summary>How far below 0 the steps aim, as a share of the first bound.</summary>
    private const double Overshoot = 0.05;

    private readonly Network network;
    private readonly BoundsAnalysis bounds;
    private readonly double[][] coefficients;
    private readonly double[][] values;

    public SlopeSearch(BoundsAnalysis bounds)
    {
        this.bounds = bounds;
        network = bounds.Network;
        coefficients = new double[network.Stages.Count + 1][];
        values = new double[network.Stages.Count + 1][];
        for (int s = 0; s < coefficients.Length; s++)
        {
            coefficients[s] = new double[network.WidthOf(s)];
            values[s] = new double[network.WidthOf(s)];
        }
    }

    /// <summary>Multiply-adds that were made.</summary>
    public long Work { get; private set; }

    /// <summary>Lines with which sign · z seems to be at most 0 on the box; null if none were found.</summary>
    public IReadOnlyList<Relaxation>? Find(int stage, int neuron, int sign)
    {
        var lines = new List<Relaxation>();
        for (int l = 1; l < stage; l++)
        {
            lines.Add(bounds.Relaxations[l - 1].Clone());
        }

        double first = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double bound = Descend(lines, stage, neuron, sign);
            first = step == 0 ? bound : first;
            if (bound < 0)
            {
                return lines;
            }

            Ascend(lines, stage);
            if (double.IsNaN(bound) || !Step(lines, stage, bound + (Overshoot * first)))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The upper bound of sign · z; keeps the coefficients of all activations.</summary>
    private double Descend(List<Relaxation> lines, int stage, int neuron, int sign)
    {
        for (int s = 0; s < stage; s++)
        {
            Array.Clear(coefficients[s], 0, coefficients[s].Length);
        }

        double constant = AddRow(network.Stages[stage - 1], neuron, sign);
        for (int s = stage - 1; s >= 1; s--)
        {
            HiddenStage self = network.Stages[s - 1];
            Work += (long)self.Width * self.FanIn;
            for (int k = 0; k < self.Width; k++)
            {
                double c = coefficients[s][k];
                if (c != 0)
                {
                    constant += c * (c > 0 ? lines[s - 1].UpperIntercept[k] : lines[s - 1].LowerIntercept[k]);
                    constant += AddRow(self, k, c * (c > 0 ? lines[s - 1].UpperSlope[k] : lines[s - 1].LowerSlope[k]));
                }
            }
        }

        for (int j = 0; j < values[0].Length; j++)
        {
            double c = coefficients[0][j];
            values[0][j] = c > 0 ? bounds.Box.Upper[j] : bounds.Box.Lower[j];
            constant += c == 0 ? 0 : c * values[0][j];
        }

        return constant;
    }

    private double AddRow(AffineStage stage, int neuron, double factor)
    {
        if (factor == 0)
        {
            return 0;
        }

        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            double[] target = coefficients[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                target[k] += factor * row[k];
            }
        }

        return factor * stage.Bias[neuron];
    }

    /// <summary>
    /// The point of the relaxed network where the bound is attained: pre-activations go up from the corner, each activation lies on the line that its
    /// coefficient chose. Afterwards, <see cref="values"/> of hidden stages hold pre-activations.
    /// </summary>
    private void Ascend(List<Relaxation> lines, int stage)
    {
        for (int l = 1; l < stage; l++)
        {
            HiddenStage self = network.Stages[l - 1];
            Work += (long)self.Width * self.FanIn;
            for (int i = 0; i < self.Width; i++)
            {
                double sum = self.Bias[i];
                foreach (WeightBlock block in self.Blocks)
                {
                    sum += Dot(block.Row(i), block.Source, lines);
                }

                values[l][i] = sum;
            }
        }
    }

    private double Dot(ReadOnlySpan<float> row, int source, List<Relaxation> lines)
    {
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            double value = values[source][k];
            if (source > 0)
            {
                Relaxation own = lines[source - 1];
                value = coefficients[source][k] > 0
                    ? (own.UpperSlope[k] * value) + own.UpperIntercept[k]
                    : (own.LowerSlope[k] * value) + own.LowerIntercept[k];
            }

            sum += row[k] * value;
        }

        return sum;
    }

    /// <summary>Moves the free slopes against the gradient, as far as lowers the bound by <paramref name="gap"/> if it were linear; false if it is flat.</summary>
    private bool Step(List<Relaxation> lines, int stage, double gap)
    {
        double square = 0;
        for (int l = 1; l < stage; l++)
        {
            for (int k = 0; k < values[l].Length; k++)
            {
                double g = GradientAt(lines[l - 1], l, k);
                square += g * g;
            }
        }

        if (!(square > 0))
        {
            return false;
        }

        bool moved = false;
        for (int l = 1; l < stage; l++)
        {
            for (int k = 0; k < values[l].Length; k++)
            {
                double g = GradientAt(lines[l - 1], l, k);
                moved |= g != 0 && lines[l - 1].MoveFree(k, -gap * g / square);
            }
        }

        return moved;
    }

    /// <summary>Derivative of the bound by the free slope of a neuron; 0 where the other line is in use, and where the slope cannot go further down the gradient.</summary>
    private double GradientAt(Relaxation lines, int stage, int neuron)
    {
        double c = coefficients[stage][neuron];
        double gradient = (lines.IsFreeBelow(neuron) && c < 0) || (lines.IsFreeAbove(neuron) && c > 0) ? c * values[stage][neuron] : 0;
        return lines.CanMove(neuron, -gradient) ? gradient : 0;
    }
}
