using System;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Degeneracy.Algebra;

/// <summary>
/// Arithmetic modulo the prime 2^31 − 1. Every float32 has a residue there, because 2 is invertible. What is different modulo the
/// prime is different; what is equal has to be compared exactly.
/// </summary>
internal static class Residue
{
    /// <summary>The prime.</summary>
    public const uint Prime = int.MaxValue;

    /// <summary>The residue of a finite number.</summary>
    public static uint Of(float value)
    {
        if (value == 0)
        {
            return 0;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);

        // Every float32 that is not 0 is a normal float64 whose low 29 bits are 0.
        uint mantissa = (uint)(((bits & 0xFFFFFFFFFFFFF) | (1L << 52)) >> 29);
        int exponent = ((int)(bits >> 52) & 0x7FF) - 1075 + 29;
        uint residue = Reduce((ulong)mantissa << Turn(exponent));
        return bits < 0 ? Negate(residue) : residue;
    }

    /// <summary>The residue of an exact number.</summary>
    public static uint Of(Dyadic value)
    {
        uint residue = (uint)BigInteger.Remainder(BigInteger.Abs(value.Mantissa), Prime);
        residue = Reduce((ulong)residue << Turn(value.Exponent));
        return value.Sign < 0 ? Negate(residue) : residue;
    }

    /// <summary>left · right.</summary>
    public static uint Multiply(uint left, uint right) => Reduce((ulong)left * right);

    /// <summary>left + right.</summary>
    public static uint Add(uint left, uint right) => Reduce((ulong)left + right);

    /// <summary>−value.</summary>
    public static uint Negate(uint value) => value == 0 ? 0 : Prime - value;

    /// <summary>1 / value, by Fermat's little theorem.</summary>
    public static uint Inverse(uint value)
    {
        uint result = 1;
        uint power = value;
        for (uint exponent = Prime - 2; exponent != 0; exponent >>= 1)
        {
            result = (exponent & 1) != 0 ? Multiply(result, power) : result;
            power = Multiply(power, power);
        }

        return result;
    }

    /// <summary>The residue of a number below 2^62.</summary>
    public static uint Reduce(ulong value)
    {
        value = (value & Prime) + (value >> 31);
        value = (value & Prime) + (value >> 31);
        return value >= Prime ? (uint)(value - Prime) : (uint)value;
    }

    /// <summary>2 to the power 31 is 1, so exponents count modulo 31.</summary>
    private static int Turn(int exponent) => ((exponent % 31) + 31) % 31;
}
