using System;

namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>
/// Arithmetic modulo a prime just below 2^23, with residues as float64 numbers from -p/2 to p/2. The product of two residues is below
/// 2^44 and a sum of 128 products below 2^51, so both are exact in float64, and matrices can be multiplied by ordinary fused or
/// unfused multiply-adds with one reduction at the end (Dumas, Giorgi, Pernet: FFLAS). Every float32 has a residue, because 2 is invertible.
/// </summary>
/// <remarks>A rank modulo any prime is never above the rank over the rationals, so that a full rank is proved by a prime of any size.</remarks>
internal sealed partial class PrimeField
{
    /// <summary>Adding and subtracting 1.5 · 2^52 rounds a number below 2^51 to the nearest integer.</summary>
    public const double Rounder = 6755399441055744.0;

    private readonly int prime;

    private PrimeField(int prime)
    {
        this.prime = prime;
        Prime = prime;
        Reciprocal = 1.0 / prime;
    }

    /// <summary>Modulo 2^23 - 15.</summary>
    public static PrimeField First { get; } = new(8388593);

    /// <summary>Modulo 2^23 - 21, for a second opinion.</summary>
    public static PrimeField Second { get; } = new(8388587);

    /// <summary>The prime.</summary>
    public double Prime { get; }

    /// <summary>1 / prime, rounded.</summary>
    public double Reciprocal { get; }

    /// <summary>The residue of an integer below 2^52 in magnitude; 0 if and only if the prime divides it.</summary>
    public double Reduce(double value) => value - (Prime * (((value * Reciprocal) + Rounder) - Rounder));

    /// <summary>The product of two residues.</summary>
    public double Multiply(double left, double right) => Reduce(left * right);

    /// <summary>The residue of a finite float32 or float64.</summary>
    public double Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & 0xFFFFFFFFFFFFF;
        long mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
        return Reduce(mantissa % prime * PowerOfTwo(Math.Max(exponent, 1) - 1075) % prime * (bits < 0 ? -1.0 : 1.0));
    }

    /// <summary>1 / value, by Fermat's little theorem; the value is not 0.</summary>
    public double InverseOf(double value) => Reduce(Power((((long)value % prime) + prime) % prime, prime - 2));

    /// <summary>2 to any power; its order divides p - 1.</summary>
    private long PowerOfTwo(int exponent) => Power(2, (int)((((long)exponent % (prime - 1)) + prime - 1) % (prime - 1)));

    private long Power(long value, int exponent)
    {
        long result = 1;
        for (long power = value; exponent != 0; exponent >>= 1)
        {
            result = (exponent & 1) != 0 ? result * power % prime : result;
            power = power * power % prime;
        }

        return result;
    }
}
