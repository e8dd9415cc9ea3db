using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>
/// Looks for a point where a pre-activation has a sign that random points did not show: from the best point known it goes to the corner
/// of the box that the gradient points at, or part of the way, as long as that helps. What it finds refutes; that it finds nothing says nothing.
/// </summary>
internal sealed class WitnessSearch
{
    private const int MostSteps = 24;

    private readonly Network network;
    private readonly InputBox box;
    private readonly PointCloud points;
    private readonly double[][] values;
    private readonly double[][] adjoints;

    public WitnessSearch(Network network, InputBox box, PointCloud points)
    {
        this.network = network;
        this.box = box;
        this.points = points;
        values = new double[network.Stages.Count + 1][];
        adjoints = new double[network.Stages.Count + 1][];
        for (int s = 0; s < values.Length; s++)
        {
            values[s] = new double[network.WidthOf(s)];
            adjoints[s] = new double[network.WidthOf(s)];
        }
    }

    /// <summary>Multiply-adds that were made.</summary>
    public long Work { get; private set; }

    /// <summary>Searches for each given neuron of a stage, for the signs that were not seen, until <paramref name="budget"/> multiply-adds are made.</summary>
    public void Run(int stage, IEnumerable<int> neurons, long budget)
    {
        foreach (int neuron in neurons)
        {
            int bit = network.FirstBitOf(stage) + neuron;
            for (int sign = -1; sign <= 1; sign += 2)
            {
                if (Work < budget && !points.WasSeen(bit, sign) && Climb(stage, neuron, sign) is { } found)
                {
                    points.Add(bit, sign, found);
                }
            }
        }
    }

    /// <summary>A point where sign · z is positive beyond rounding; null if none was found.</summary>
    private double[]? Climb(int stage, int neuron, int sign)
    {
        double[] point = (double[])points.BestFor(stage, neuron, sign).Clone();
        double best = Evaluate(point, stage, neuron, sign, out bool isCertain);
        for (int step = 0; step < MostSteps && !isCertain; step++)
        {
            double[] corner = CornerFrom(point, stage, neuron, sign);
            double share = 1;
            double value = double.NegativeInfinity;
            double[] next = point;
            for (; share > 1e-3; share /= 3)
            {
                next = Between(point, corner, share);
                value = Evaluate(next, stage, neuron, sign, out isCertain);
                if (isCertain || value > best)
                {
                    break;
                }
            }

            if (!isCertain && !(value > best))
            {
                return null;
            }

            best = value;
            point = next;
        }

        return isCertain ? point : null;
    }

    private double[] Between(double[] from, double[] to, double share)
    {
        var point = new double[from.Length];
        for (int j = 0; j < point.Length; j++)
        {
            double x = share == 1 ? to[j] : from[j] + (share * (to[j] - from[j]));
            point[j] = Math.Max(box.Lower[j], Math.Min(box.Upper[j], x));
        }

        return point;
    }

    /// <summary>sign · z at a point, with the activations below kept.</summary>
    private double Evaluate(double[] point, int stage, int neuron, int sign, out bool isCertain)
    {
        point.CopyTo(values[0], 0);
        for (int l = 1; l < stage; l++)
        {
            HiddenStage self = network.Stages[l - 1];
            Work += (long)self.Width * self.FanIn;
            for (int i = 0; i < self.Width; i++)
            {
                double z = PointCloud.PreActivation(self, i, values, out _);
                values[l][i] = z > 0 ? z : self.IsRelu ? 0 : self.Slopes[i] * z;
            }
        }

        double result = sign * PointCloud.PreActivation(network.Stages[stage - 1], neuron, values, out double size);
        isCertain = result > 1e-10 * size;
        return result;
    }

    /// <summary>The corner where the affine function of the last evaluated pattern is best; features that it ignores stay.</summary>
    private double[] CornerFrom(double[] point, int stage, int neuron, int sign)
    {
        // A step that failed left the activations of another point behind.
        Evaluate(point, stage, neuron, sign, out _);
        foreach (double[] adjoint in adjoints)
        {
            Array.Clear(adjoint, 0, adjoint.Length);
        }

        Spread(network.Stages[stage - 1], neuron, sign);
        for (int l = stage - 1; l >= 1; l--)
        {
            HiddenStage self = network.Stages[l - 1];
            Work += (long)self.Width * self.FanIn;
            for (int i = 0; i < self.Width; i++)
            {
                // At the bend any slope between the two will do; the active one leaves a way out of flat parts.
                double slope = values[l][i] > 0 || (self.Slopes[i] == 0 && adjoints[l][i] > 0 && IsNearBend(self, i)) ? 1 : self.Slopes[i];
                if (adjoints[l][i] != 0 && slope != 0)
                {
                    Spread(self, i, adjoints[l][i] * slope);
                }
            }
        }

        var corner = (double[])point.Clone();
        for (int j = 0; j < corner.Length; j++)
        {
            corner[j] = adjoints[0][j] > 0 ? box.Upper[j] : adjoints[0][j] < 0 ? box.Lower[j] : corner[j];
        }

        return corner;
    }

    private bool IsNearBend(HiddenStage stage, int neuron)
    {
        double z = PointCloud.PreActivation(stage, neuron, values, out double size);
        return z > -0.1 * size;
    }

    private void Spread(AffineStage stage, int neuron, double factor)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            double[] target = adjoints[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                target[k] += factor * row[k];
            }
        }
    }
}
