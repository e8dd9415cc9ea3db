using System;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>Rounding away from what a bound encloses, in float64.</summary>
internal static class Outward
{
    /// <summary>Above the unit roundoff 2^-53 by enough to make (n + 2) · Roundoff bound n roundings (gamma_n of the literature).</summary>
    public const double Roundoff = 1.2e-16;

    /// <summary>More than what underflow can lose in one operation.</summary>
    public const double Underflow = 4 * double.Epsilon;

    /// <summary>A bound of the error of a sum of <paramref name="terms"/> rounded products whose absolute values sum to <paramref name="size"/>.</summary>
    public static double ErrorOf(int terms, double size) => size == 0 ? 0 : (((terms + 6) * Roundoff * size) + (terms * Underflow)) * (1 + 1e-10);

    /// <summary>A float64 not below <paramref name="value"/> + <paramref name="error"/>.</summary>
    public static double Up(double value, double error) => error == 0 ? value : Next(value + error);

    /// <summary>A float64 not above <paramref name="value"/> − <paramref name="error"/>.</summary>
    public static double Down(double value, double error) => -Up(-value, error);

    /// <summary>The least float64 that is not below an exact number.</summary>
    public static double Up(Dyadic value)
    {
        double nearest = value.ToDouble();
        return double.IsInfinity(nearest) ? nearest > 0 ? nearest : -double.MaxValue : Dyadic.Of(nearest) < value ? Next(nearest) : nearest;
    }

    /// <summary>The largest float64 that is not above an exact number.</summary>
    public static double Down(Dyadic value) => -Up(-value);

    /// <summary>The next float64 above a number that is not NaN.</summary>
    public static double Next(double value)
    {
        if (double.IsPositiveInfinity(value))
        {
            return value;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        return value == 0 ? double.Epsilon : BitConverter.Int64BitsToDouble(bits + (value > 0 ? 1 : -1));
    }
}
