using System;
using System.Globalization;
using System.Numerics;

namespace ReluGen.Core.Arithmetic;

/// <summary>
/// An exact number mantissa · 2^exponent. Every finite float32 and float64 is one, and sums and products stay exact,
/// so it carries weights, witnesses and multipliers of proofs without any rounding.
/// </summary>
public readonly struct Dyadic : IEquatable<Dyadic>, IComparable<Dyadic>
{
    /// <summary>The number <paramref name="mantissa"/> · 2^<paramref name="exponent"/>, brought to its one normal form.</summary>
    public Dyadic(BigInteger mantissa, int exponent)
    {
        int zeros = mantissa.IsZero ? 0 : BinaryDigits.TrailingZeros(mantissa);
        Mantissa = zeros == 0 ? mantissa : mantissa >> zeros;
        Exponent = mantissa.IsZero ? 0 : checked(exponent + zeros);
    }

    /// <summary>Zero.</summary>
    public static Dyadic Zero => default;

    /// <summary>Odd, or zero.</summary>
    public BigInteger Mantissa { get; }

    /// <summary>The power of two; 0 for zero.</summary>
    public int Exponent { get; }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Mantissa.Sign;

    /// <summary>The exact value of a finite float64 (or float32).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public static Dyadic Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)(bits >> 52) & 0x7FF;
        if (field == 0x7FF)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "Only finite numbers have an exact value.");
        }

        long fraction = bits & 0xFFFFFFFFFFFFF;
        long magnitude = field == 0 ? fraction : fraction | 1L << 52;
        if (magnitude == 0)
        {
            return default;
        }

        int exponent = Math.Max(field, 1) - 1075;
        for (; (magnitude & 0xFF) == 0; magnitude >>= 8)
        {
            exponent += 8;
        }

        for (; (magnitude & 1) == 0; magnitude >>= 1)
        {
            exponent++;
        }

        return new Dyadic(bits < 0 ? -magnitude : magnitude, exponent);
    }

    /// <summary>This number times 2^<paramref name="power"/>.</summary>
    public Dyadic Scaled(int power) => Mantissa.IsZero ? this : new Dyadic(Mantissa, checked(Exponent + power));

    public static Dyadic operator +(Dyadic left, Dyadic right)
    {
        int exponent = Math.Min(left.Exponent, right.Exponent);
        return new Dyadic(left.ToInteger(exponent) + right.ToInteger(exponent), exponent);
    }

    public static Dyadic operator -(Dyadic value) => new(-value.Mantissa, value.Exponent);

    public static Dyadic operator -(Dyadic left, Dyadic right) => left + -right;

    public static Dyadic operator *(Dyadic left, Dyadic right) =>
        new(left.Mantissa * right.Mantissa, checked(left.Exponent + right.Exponent));

    public static bool operator ==(Dyadic left, Dyadic right) => left.Equals(right);

    public static bool operator !=(Dyadic left, Dyadic right) => !left.Equals(right);

    public static bool operator <(Dyadic left, Dyadic right) => left.CompareTo(right) < 0;

    public static bool operator >(Dyadic left, Dyadic right) => left.CompareTo(right) > 0;

    /// <summary>The integer n with n · 2^<paramref name="exponent"/> equal to this number; the number must be such a multiple.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a multiple of 2^<paramref name="exponent"/>.</exception>
    public BigInteger ToInteger(int exponent)
    {
        if (Mantissa.IsZero)
        {
            return BigInteger.Zero;
        }

        if (Exponent < exponent)
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), "The number is not a multiple of that power of two.");
        }

        return Mantissa << (Exponent - exponent);
    }

    /// <summary>The nearest float64.</summary>
    public double ToDouble() => Exponent >= 0
        ? Rounding.ToDouble(Mantissa << Exponent, BigInteger.One)
        : Rounding.ToDouble(Mantissa, BigInteger.One << -Exponent);

    /// <summary>The nearest float32, ties to even; infinity beyond the range.</summary>
    public float ToSingle() => Exponent >= 0
        ? Rounding.ToSingle(Mantissa << Exponent, BigInteger.One)
        : Rounding.ToSingle(Mantissa, BigInteger.One << -Exponent);

    /// <inheritdoc/>
    public int CompareTo(Dyadic other) => (this - other).Sign;

    /// <inheritdoc/>
    public bool Equals(Dyadic other) => Exponent == other.Exponent && Mantissa == other.Mantissa;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dyadic other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Mantissa.GetHashCode() * 397 ^ Exponent;

    /// <summary>The exact value as <c>mantissa*2^exponent</c>.</summary>
    public override string ToString() =>
        Mantissa.ToString(CultureInfo.InvariantCulture) + "*2^" + Exponent.ToString(CultureInfo.InvariantCulture);
}
