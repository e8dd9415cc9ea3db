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

    /// <summary>The largest float64 that is not above numerator / denominator (numerator not negative, denominator positive).</summary>
    public static double ToDoubleDown(BigInteger numerator, BigInteger denominator)
    {
        // Truncated to 53 bits by leaving the rest of the quotient out.
        int scale = Math.Max(BinaryDigits.Length(numerator) - BinaryDigits.Length(denominator) - 53, -1074);
        BigInteger quotient = Divide(numerator, denominator, scale, out _, out _);
        int extra = Math.Max(0, BinaryDigits.Length(quotient) - 53);
        quotient >>= extra;
        scale += extra;
        return BinaryDigits.Length(quotient) + scale - 1 > 1023 ? double.MaxValue : Scale((double)(ulong)quotient, scale);
    }

    /// <summary>The least float64 that is not below numerator / denominator (numerator not negative, denominator positive); infinity beyond the range.</summary>
    public static double ToDoubleUp(BigInteger numerator, BigInteger denominator)
    {
        double down = ToDoubleDown(numerator, denominator);
        Split(down, out BigInteger significand, out int exponent);
        bool isExact = exponent >= 0
            ? (significand << exponent) * denominator == numerator
            : significand * denominator == numerator << -exponent;
        return isExact ? down : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(down) + 1);
    }

    /// <summary>The largest float64 that is not above the square root of numerator / denominator (numerator not negative, denominator positive).</summary>
    public static double RootDown(BigInteger numerator, BigInteger denominator)
    {
        // The integer root of the quotient, scaled by an even power of two to at least 64 digits of root, has all digits that are asked for.
        int scale = Math.Max(0, (BinaryDigits.Length(denominator) - BinaryDigits.Length(numerator)) / 2 + 65);
        return ToDoubleDown(Root(BigInteger.Divide(numerator << (2 * scale), denominator)), BigInteger.One << scale);
    }

    /// <summary>The largest integer whose square is not above <paramref name="value"/>, which is not negative.</summary>
    public static BigInteger Root(BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }

        // Newton's method from above: falls until it has the answer.
        BigInteger root = BigInteger.One << ((BinaryDigits.Length(value) + 1) / 2);
        while (true)
        {
            BigInteger next = (root + BigInteger.Divide(value, root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

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
