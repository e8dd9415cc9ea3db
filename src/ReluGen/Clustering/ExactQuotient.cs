using System;
using System.Numerics;

namespace ReluGen.Clustering;

/// <summary>Quotients of integers as the nearest float64.</summary>
internal static class ExactQuotient
{
    /// <summary>The float64 nearest to <paramref name="numerator"/> / <paramref name="denominator"/> · 2^<paramref name="exponent"/>; ties to even.</summary>
    /// <remarks>The denominator is positive. Results below the normal range are rounded twice.</remarks>
    public static double Round(BigInteger numerator, BigInteger denominator, int exponent)
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        // A quotient of at least 55 bits, its last bit set if there is a remainder: 53 bits rounded right.
        BigInteger magnitude = BigInteger.Abs(numerator);
        int shift = Math.Max(0, 56 + (int)denominator.GetBitLength() - (int)magnitude.GetBitLength());
        BigInteger quotient = BigInteger.DivRem(magnitude << shift, denominator, out BigInteger remainder);
        int excess = (int)quotient.GetBitLength() - 55;
        bool isSticky = !remainder.IsZero || !(quotient & ((BigInteger.One << excess) - 1)).IsZero;
        long top = (long)(quotient >> excess) | (isSticky ? 1L : 0L);

        // 55 bits, of which the conversion keeps 53: it rounds to nearest even, and the sticky bit breaks false ties.
        double rounded = Math.ScaleB((double)top, excess - shift + exponent);
        return numerator.Sign < 0 ? -rounded : rounded;
    }
}
