using System.Globalization;
using System.Numerics;

namespace ReluGen.Core.Arithmetic;

/// <summary>An exact fraction in lowest terms; the denominator is positive.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator, positive and without a common factor.</param>
public readonly record struct Ratio(BigInteger Numerator, BigInteger Denominator) : System.IComparable<Ratio>
{
    /// <summary>1.</summary>
    public static Ratio One { get; } = new(BigInteger.One, BigInteger.One);

    /// <summary>0.</summary>
    public static Ratio Zero { get; } = new(BigInteger.Zero, BigInteger.One);

    /// <summary>True for 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>True for 1.</summary>
    public bool IsOne => Numerator.IsOne && Denominator.IsOne;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>left / right, exactly; right is not 0.</summary>
    public static Ratio Of(float left, float right) => Of(Dyadic.Of(left), Dyadic.Of(right));

    /// <summary>left / right, exactly; right is not 0.</summary>
    public static Ratio Of(Dyadic left, Dyadic right)
    {
        int exponent = System.Math.Min(left.Exponent, right.Exponent);
        return Of(left.ToInteger(exponent), right.ToInteger(exponent));
    }

    /// <summary>left / right in lowest terms; right is not 0.</summary>
    public static Ratio Of(BigInteger left, BigInteger right)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(left, right);
        divisor = right.Sign < 0 ? -divisor : divisor;
        return new Ratio(left / divisor, right / divisor);
    }

    public static Ratio operator *(Ratio left, Ratio right) => Of(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>left / right; right is not 0.</summary>
    public static Ratio operator /(Ratio left, Ratio right) => Of(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator >(Ratio left, Ratio right) => left.CompareTo(right) > 0;

    public static bool operator <(Ratio left, Ratio right) => left.CompareTo(right) < 0;

    /// <inheritdoc/>
    public int CompareTo(Ratio other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The nearest float64.</summary>
    public double ToDouble() => Rounding.ToDouble(Numerator, Denominator);

    /// <summary>The fraction as <c>3/8</c>, a whole number without a denominator.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : Numerator.ToString(CultureInfo.InvariantCulture) + "/" + Denominator.ToString(CultureInfo.InvariantCulture);
}
