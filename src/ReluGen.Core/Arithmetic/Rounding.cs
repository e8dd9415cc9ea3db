using System;
using System.Numerics;

namespace ReluGen.Core.Arithmetic;

/// <summary>Rounds exact rational numbers to float32 and float64, to nearest, ties to even.</summary>
public static class Rounding
{
    /// <summary>The float32 nearest to numerator / denominator (denominator positive); infinity beyond the range.</summary>
    public static float ToSingle(BigInteger numerator, BigInteger denominator) =>
        (float)ToBinary(numerator, denominator, 24, -149, 127);

    /// <summary>The float64 nearest to numerator / denominator (denominator positive); infinity beyond the range.</summary>
    public static double ToDouble(BigInteger numerator, BigInteger denominator) =>
        ToBinary(numerator, denominator, 53, -1074, 1023);

    /// <summary>Writes a finite, non-negative number as significand · 2^exponent, exactly.</summary>
    public static void Split(double value, out BigInteger significand, out int exponent)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & ((1L << 52) - 1);
        significand = field == 0 ? fraction : fraction | (1L << 52);
        exponent = Math.Max(field, 1) - 1075;
    }

    /// <summary>Rounds to <paramref name="precision"/> bits with a lowest bit of at least 2^<paramref name="least"/>.</summary>
    private static double ToBinary(BigInteger numerator, BigInteger denominator, int precision, int least, int most)
    {
        bool negative = numerator.Sign < 0;
        BigInteger magnitude = BigInteger.Abs(numerator);
        if (magnitude.IsZero)
        {
            return 0;
        }

        // quotient = magnitude / denominator / 2^scale has precision or precision + 1 bits, or fewer for subnormals.
        int scale = Math.Max(BinaryDigits.Length(magnitude) - BinaryDigits.Length(denominator) - precision, least);
        BigInteger quotient = Divide(magnitude, denominator, scale, out bool half, out bool rest);
        if (BinaryDigits.Length(quotient) > precision)
        {
            scale++;
            quotient = Divide(magnitude, denominator, scale, out half, out rest);
        }

        if (half && (rest || !quotient.IsEven))
        {
            quotient += 1;
        }

        double value = BinaryDigits.Length(quotient) + scale - 1 > most ? double.PositiveInfinity : Scale((double)(ulong)quotient, scale);
        return negative ? -value : value;
    }

    /// <summary>Truncates numerator / denominator / 2^scale; <paramref name="half"/> is the next bit, <paramref name="rest"/> whether more follows.</summary>
    private static BigInteger Divide(BigInteger numerator, BigInteger denominator, int scale, out bool half, out bool rest)
    {
        BigInteger n = scale < 1 ? numerator << (1 - scale) : numerator;
        BigInteger d = scale < 1 ? denominator : denominator << (scale - 1);
        BigInteger doubled = BigInteger.DivRem(n, d, out BigInteger remainder);
        half = !doubled.IsEven;
        rest = !remainder.IsZero;
        return doubled >> 1;
    }

    private static double Scale(double value, int exponent)
    {
        // Exact in two steps: the first result is normal, and the second rounds only values that are already representable.
        int first = exponent / 2;
        return value * PowerOfTwo(first) * PowerOfTwo(exponent - first);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
