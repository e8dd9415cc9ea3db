using System;
using System.ComponentModel;

namespace ReluGen.CompilerServices;

/// <summary>
/// The links, in place: computed in float64 by our own code in a fixed order and rounded once to float32, so that every processor
/// gives the same bits; the error is below one unit in the last place. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Links
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts: the first has 21 trailing zero bits, so that n·Ln2High is exact for |n| < 2^21.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1 / (1 + e^-y). NaN stays NaN.</summary>
    public static void Sigmoid(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = (float)(1 / (1 + Exp(-(double)value)));
        }
    }

    /// <summary>tanh y. NaN stays NaN.</summary>
    public static void Tanh(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = (float)Tanh(value);
        }
    }

    /// <summary>e^y_i / Σ e^y_j, the sum in ascending order. If any value is NaN, all become NaN.</summary>
    public static void Softmax(Span<float> values)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in values)
        {
            largest = value > largest ? value : largest;
        }

        double sum = 0;
        foreach (float value in values)
        {
            sum += Exp((double)value - largest);
        }

        foreach (ref float value in values)
        {
            value = (float)(Exp((double)value - largest) / sum);
        }
    }

    /// <summary>e^x to about 1e-15 relative; 0 below -708, infinity above 709.</summary>
    internal static double Exp(double x)
    {
        if (!(x > -708))
        {
            return double.IsNaN(x) ? x : 0;
        }

        if (x > 709)
        {
            return double.PositiveInfinity;
        }

        // e^x = 2^n · e^r with |r| ≤ ln 2 / 2; the Taylor polynomial of degree 13 is then exact to 4e-18.
        double n = Math.Floor(x * Log2E + 0.5);
        double r = x - n * Ln2High;
        r -= n * Ln2Low;
        double p = 1.0 / 6227020800;
        p = p * r + 1.0 / 479001600;
        p = p * r + 1.0 / 39916800;
        p = p * r + 1.0 / 3628800;
        p = p * r + 1.0 / 362880;
        p = p * r + 1.0 / 40320;
        p = p * r + 1.0 / 5040;
        p = p * r + 1.0 / 720;
        p = p * r + 1.0 / 120;
        p = p * r + 1.0 / 24;
        p = p * r + 1.0 / 6;
        p = p * r + 0.5;
        p = p * r + 1;
        p = p * r + 1;
        return p * BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
    }

    private static double Tanh(double y)
    {
        double magnitude = Math.Abs(y);
        if (magnitude < 1e-2)
        {
            // The quotient below cancels here; the series y - y³/3 + 2y⁵/15 - 17y⁷/315 is exact to 3e-18.
            double square = y * y;
            return y * (1 + square * (-1.0 / 3 + square * (2.0 / 15 - square * (17.0 / 315))));
        }

        double e = Exp(-2 * magnitude);
        double result = (1 - e) / (1 + e);
        return y < 0 ? -result : result;
    }
}
