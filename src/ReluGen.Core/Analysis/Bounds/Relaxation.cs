using System;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>
/// Lines that enclose the activations of a stage while pre-activations stay in their bounds:
/// LowerSlope·z + LowerIntercept ≤ h ≤ UpperSlope·z + UpperIntercept, in exact arithmetic.
/// </summary>
internal sealed class Relaxation
{
    /// <summary>The lines for the neurons of <paramref name="stage"/>, whose pre-activations lie in <paramref name="bounds"/>, all finite.</summary>
    public Relaxation(HiddenStage stage, StageBounds bounds)
    {
        int count = bounds.Count;
        LowerSlope = new double[count];
        LowerIntercept = new double[count];
        UpperSlope = new double[count];
        UpperIntercept = new double[count];
        for (int k = 0; k < count; k++)
        {
            double slope = stage.Slopes[k];
            double low = bounds.LowerValues[k];
            double high = bounds.UpperValues[k];
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

    /// <summary>Slope of the line below.</summary>
    public double[] LowerSlope { get; }

    /// <summary>Constant of the line below.</summary>
    public double[] LowerIntercept { get; }

    /// <summary>Slope of the line above.</summary>
    public double[] UpperSlope { get; }

    /// <summary>Constant of the line above.</summary>
    public double[] UpperIntercept { get; }

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
