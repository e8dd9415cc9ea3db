using System;

namespace ReluGen.Monitoring;

/// <summary>Tail probabilities of the chi-squared distribution.</summary>
internal static class ChiSquaredDistribution
{
    private const double Precision = 1e-15;
    private const double Tiny = 1e-300;

    /// <summary>The probability that a chi-squared variable is at least <paramref name="value"/>.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    /// <remarks>
    /// The upper regularised incomplete gamma function Q(k/2, x/2): by its series below the mean, by its continued fraction (Lentz's
    /// method) above (DLMF 8.11.4 and 8.9.2).
    /// </remarks>
    public static double UpperTail(double value, int degreesOfFreedom)
    {
        double a = degreesOfFreedom / 2.0, x = value / 2;
        if (x <= 0)
        {
            return 1;
        }

        double factor = Math.Exp((a * Math.Log(x)) - x - LogGammaOfHalf(degreesOfFreedom));
        return x < a + 1 ? 1 - (factor * LowerSeries(a, x)) : factor * UpperFraction(a, x);
    }

    private static double LowerSeries(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (double n = a + 1; term > Precision * sum; n++)
        {
            term *= x / n;
            sum += term;
        }

        return sum;
    }

    private static double UpperFraction(double a, double x)
    {
        double b = x + 1 - a, c = 1 / Tiny, d = 1 / b, value = d;
        for (int n = 1; ; n++)
        {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / NonZero((numerator * d) + b);
            c = NonZero(b + (numerator / c));
            value *= c * d;
            if (Math.Abs((c * d) - 1) < Precision)
            {
                return value;
            }
        }
    }

    /// <summary>log Γ(k/2), by Γ(a + 1) = a Γ(a) up to where Stirling's series is exact to float64.</summary>
    private static double LogGammaOfHalf(int k)
    {
        const double Enough = 16;
        double a = k / 2.0, correction = 0;
        for (; a < Enough; a++)
        {
            correction += Math.Log(a);
        }

        double r = 1 / (a * a);
        double series = ((((((-691.0 / 360360) * r) + (1.0 / 1188)) * r - (1.0 / 1680)) * r + (1.0 / 1260)) * r - (1.0 / 360)) * r + (1.0 / 12);
        return ((a - 0.5) * Math.Log(a)) - a + (0.5 * Math.Log(2 * Math.PI)) + (series / a) - correction;
    }

    private static double NonZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
