using System;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>Rigorous bounds of the error of a weighted sum in float64 (math.md 1.5).</summary>
internal static class SumError
{
    /// <summary>2^-53, the relative error of one rounding; and what the evaluation of the bound itself may lose.</summary>
    private const double Unit = 1.0 / (1L << 53);
    private const double Outward = 1 + (1.0 / (1 << 20));

    /// <summary>The error of a bias plus some products; not finite where it overflows.</summary>
    /// <param name="terms">Number of products.</param>
    /// <param name="size">Sum of the magnitudes of bias and products, as computed.</param>
    /// <param name="inherited">Sum of the magnitudes of weights times the errors of what they multiply.</param>
    public static double Of(int terms, double size, double inherited) =>
        ((inherited + ((terms + 3) * Unit * Outward * size)) * Outward) + ((terms + 1) * double.Epsilon);

    /// <summary>The error of slope · sum, for a sum with a given error.</summary>
    public static double Scaled(double slope, double sum, double error) =>
        slope == 0 ? 0 : (Math.Abs(slope) * (error + (Unit * Math.Abs(sum))) * Outward) + double.Epsilon;
}
