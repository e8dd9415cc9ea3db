using System;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>
/// Lines that enclose the activations of a stage while pre-activations stay in their bounds:
/// LowerSlope·z + LowerIntercept ≤ h ≤ UpperSlope·z + UpperIntercept, in exact arithmetic.
/// </summary>
internal sealed class Relaxation
{
    /// <summary>Slope below zero of each neuron that changes side; NaN for the others.</summary>
    private readonly double[] bend;

    /// <summary>The lines for the neurons of <paramref name="stage"/>, whose pre-activations lie in <paramref name="bounds"/>, all finite.</summary>
    public Relaxation(HiddenStage stage, StageBounds bounds)
    {
        int count = bounds.Count;
        LowerSlope = new double[count];
        LowerIntercept = new double[count];
        UpperSlope = new double[count];
        UpperIntercept = new double[count];
        bend = new double[count];
        for (int k = 0; k < count; k++)
        {
            double slope = stage.Slopes[k];
            double low = bounds.LowerValues[k];
            double high = bounds.UpperValues[k];
            bend[k] = low >= 0 || high <= 0 ? double.NaN : slope;
            if (low >= 0 || high <= 0)
            {
                LowerSlope[k] = UpperSlope[k] = low >= 0 ? 1 : slope;
            }
            else if (slope <= 1)
            {
                // Convex: the chord lies above, and of the lines through 0 the nearer to the activation lies below.
                Chord(slope, low, high, 1, out UpperSlope[k], out UpperIntercept[k]);
                LowerSlope[k] = high > -low ? 1 : slope;
            }
            else
            {
                Chord(slope, low, high, -1, out LowerSlope[k], out LowerIntercept[k]);
                UpperSlope[k] = high > -low ? 1 : slope;
            }
        }
    }

    private Relaxation(Relaxation other)
    {
        LowerSlope = (double[])other.LowerSlope.Clone();
        LowerIntercept = other.LowerIntercept;
        UpperSlope = (double[])other.UpperSlope.Clone();
        UpperIntercept = other.UpperIntercept;
        bend = other.bend;
    }

    /// <summary>A copy whose free slopes can be moved.</summary>
    public Relaxation Clone() => new(this);

    /// <summary>True if the line below may have any slope between the two of the activation.</summary>
    public bool IsFreeBelow(int neuron) => bend[neuron] < 1;

    /// <summary>True if the line above may.</summary>
    public bool IsFreeAbove(int neuron) => bend[neuron] > 1;

    /// <summary>True if the free slope of a neuron can change in the direction of <paramref name="change"/>.</summary>
    public bool CanMove(int neuron, double change) => change > 0
        ? FreeSlopes(neuron)[neuron] < Math.Max(bend[neuron], 1)
        : FreeSlopes(neuron)[neuron] > Math.Min(bend[neuron], 1);

    /// <summary>Adds to the free slope of a neuron and keeps it between the two of the activation; false if it stays.</summary>
    public bool MoveFree(int neuron, double change)
    {
        double[] slopes = FreeSlopes(neuron);
        double moved = Math.Max(Math.Min(bend[neuron], 1), Math.Min(Math.Max(bend[neuron], 1), slopes[neuron] + change));
        bool stays = moved == slopes[neuron] || double.IsNaN(moved);
        slopes[neuron] = stays ? slopes[neuron] : moved;
        return !stays;
    }

    /// <summary>Slope of the line below.</summary>
    public double[] LowerSlope { get; }

    /// <summary>Constant of the line below.</summary>
    public double[] LowerIntercept { get; }

    /// <summary>Slope of the line above.</summary>
    public double[] UpperSlope { get; }

    /// <summary>Constant of the line above.</summary>
    public double[] UpperIntercept { get; }

    private double[] FreeSlopes(int neuron) => bend[neuron] <= 1 ? LowerSlope : UpperSlope;

    /// <summary>The chord through both ends, moved outward until rounding cannot matter; <paramref name="side"/> is 1 above and -1 below.</summary>
    private static void Chord(double alpha, double low, double high, double side, out double slope, out double intercept)
    {
        slope = (high - (alpha * low)) / (high - low);
        double atLow = side * (alpha - slope) * low;
        double atHigh = side * (1 - slope) * high;
        double size = ((Math.Abs(alpha) + Math.Abs(slope)) * -low) + ((1 + Math.Abs(slope)) * high);
        intercept = side * Outward.Up(Math.Max(atLow, atHigh), Outward.ErrorOf(8, size));
    }
}
