using System;
using System.Numerics;

namespace ReluGen.Clustering;

/// <summary>
/// The exact sum of numbers, whatever their order: a fixed-point number wide enough for every float32, for every square of one, and
/// for 2^62 of them. So two partial results merge to the very bits of one pass.
/// </summary>
/// <remarks>
/// Digits of 32 bits in 64-bit limbs; carries wait in the upper halves until the limbs may overflow. An addition touches three limbs
/// and allocates nothing.
/// </remarks>
internal sealed class ExactSum
{
    // The square of the smallest float32 is 2^-298, that of the largest is below 2^256.
    private const int LowestExponent = -320;
    private const int LimbCount = 21;
    private const int LimbBits = 32;
    private const int AdditionsBetweenCarries = 1 << 28;

    private readonly long[] limbs = new long[LimbCount];
    private int sinceCarry;

    /// <summary>Adds a finite number that is a multiple of 2^-320 and below 2^290 in magnitude.</summary>
    public void Add(double value)
    {
        if (value == 0)
        {
            return;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7ff) - 1075;
        UInt128 mantissa = (ulong)((bits & 0xfffffffffffffL) | 0x10000000000000L);
        int position = exponent - LowestExponent;
        if (position < 0)
        {
            // Trailing zeros only: the value is a multiple of the lowest digit.
            mantissa >>= -position;
            position = 0;
        }

        int limb = position / LimbBits;
        UInt128 shifted = mantissa << (position % LimbBits);
        Span<long> target = limbs.AsSpan(limb, 3);
        long sign = bits < 0 ? -1 : 1;
        target[0] += sign * (uint)shifted;
        target[1] += sign * (uint)(shifted >> LimbBits);
        target[2] += sign * (uint)(shifted >> (2 * LimbBits));
        Tick(1);
    }

    /// <summary>Adds another sum.</summary>
    public void Add(ExactSum other)
    {
        other.Carry();
        Carry();
        for (int i = 0; i < LimbCount; i++)
        {
            limbs[i] += other.limbs[i];
        }
    }

    /// <summary>The sum times 2^320.</summary>
    public BigInteger ToFixedPoint()
    {
        Carry();
        BigInteger sum = BigInteger.Zero;
        for (int i = LimbCount - 1; i >= 0; i--)
        {
            sum = (sum << LimbBits) + limbs[i];
        }

        return sum;
    }

    /// <summary>The power of two by which <see cref="ToFixedPoint"/> is scaled.</summary>
    public static int FixedPointBits => -LowestExponent;

    private void Tick(int additions)
    {
        sinceCarry += additions;
        if (sinceCarry >= AdditionsBetweenCarries)
        {
            Carry();
        }
    }

    private void Carry()
    {
        sinceCarry = 0;
        for (int i = 0; i < LimbCount - 1; i++)
        {
            long carry = limbs[i] >> LimbBits;
            limbs[i] -= carry << LimbBits;
            limbs[i + 1] += carry;
        }
    }
}
