using System;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Identifiability.Checking;

/// <summary>Arithmetic modulo the Mersenne prime 2^61 − 1, for the checker: another prime and other code than the search.</summary>
internal static class MersenneField
{
    /// <summary>The prime.</summary>
    public const ulong Prime = (1UL << 61) - 1;

    /// <summary>left + right.</summary>
    public static ulong Add(ulong left, ulong right) => Fold(left + right);

    /// <summary>−value.</summary>
    public static ulong Negate(ulong value) => value == 0 ? 0 : Prime - value;

    /// <summary>left · right.</summary>
    public static ulong Multiply(ulong left, ulong right)
    {
#if NET8_0_OR_GREATER
        ulong high = Math.BigMul(left, right, out ulong low);
#else
        (ulong high, ulong low) = Product(left, right);
#endif
        // 2^61 is 1, so that bits from the 61st on count from 0 again.
        return Fold((low & Prime) + ((low >> 61) | (high << 3)));
    }

    /// <summary>1 / value, by Fermat's little theorem.</summary>
    public static ulong Inverse(ulong value)
    {
        ulong result = 1;
        for (ulong exponent = Prime - 2; exponent != 0; exponent >>= 1)
        {
            result = (exponent & 1) != 0 ? Multiply(result, value) : result;
            value = Multiply(value, value);
        }

        return result;
    }

    /// <summary>The residue of an exact number.</summary>
    public static ulong Of(Dyadic value)
    {
        var residue = (ulong)(BigInteger.Abs(value.Mantissa) % Prime);
        residue = Multiply(residue, 1UL << (((value.Exponent % 61) + 61) % 61));
        return value.Sign < 0 ? Negate(residue) : residue;
    }

    private static ulong Fold(ulong value)
    {
        value = (value & Prime) + (value >> 61);
        return value >= Prime ? value - Prime : value;
    }

#if !NET8_0_OR_GREATER
    /// <summary>The 128 bits of a product, by halves.</summary>
    private static (ulong High, ulong Low) Product(ulong left, ulong right)
    {
        ulong lowLow = (left & uint.MaxValue) * (right & uint.MaxValue);
        ulong lowHigh = (left & uint.MaxValue) * (right >> 32);
        ulong highLow = (left >> 32) * (right & uint.MaxValue);
        ulong middle = (lowLow >> 32) + (lowHigh & uint.MaxValue) + (highLow & uint.MaxValue);
        return (((left >> 32) * (right >> 32)) + (lowHigh >> 32) + (highLow >> 32) + (middle >> 32), (middle << 32) | (lowLow & uint.MaxValue));
    }
#endif
}
