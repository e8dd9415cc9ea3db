using System.Numerics;

namespace ReluGen.Core.Arithmetic;

/// <summary>An exact fraction whose numerator is dyadic, so that sums and products of weights stay as cheap as those of <see cref="Dyadic"/>; not always in lowest terms.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">Positive.</param>
internal readonly record struct Fraction(Dyadic Numerator, BigInteger Denominator)
{
    /// <summary>1.</summary>
    public static Fraction One { get; } = Of(1);

    /// <summary>0.</summary>
    public static Fraction Zero { get; } = Of(0);

    /// <summary>True for 0.</summary>
    public bool IsZero => Numerator.Sign == 0;

    /// <summary>The exact value of a finite float64 (or float32).</summary>
    public static Fraction Of(double value) => new(Dyadic.Of(value), BigInteger.One);

    /// <summary>The fraction of two integers; <paramref name="denominator"/> is positive.</summary>
    public static Fraction Of(BigInteger numerator, BigInteger denominator) => new(new Dyadic(numerator, 0), denominator);

    public static Fraction operator +(Fraction left, Fraction right) => left.Denominator == right.Denominator
        ? new Fraction(left.Numerator + right.Numerator, left.Denominator)
        : new Fraction((left.Numerator * new Dyadic(right.Denominator, 0)) + (right.Numerator * new Dyadic(left.Denominator, 0)), left.Denominator * right.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator.IsOne ? right.Denominator : left.Denominator * right.Denominator);

    /// <summary>The nearest float32, ties to even; infinity beyond the range.</summary>
    public float ToSingle() => Numerator.Exponent >= 0
        ? Rounding.ToSingle(Numerator.Mantissa << Numerator.Exponent, Denominator)
        : Rounding.ToSingle(Numerator.Mantissa, Denominator << -Numerator.Exponent);
}
