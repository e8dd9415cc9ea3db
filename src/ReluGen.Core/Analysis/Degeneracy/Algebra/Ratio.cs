using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Degeneracy.Algebra;

/// <summary>A fraction in lowest terms; the denominator is positive.</summary>
internal readonly record struct Ratio(BigInteger Numerator, BigInteger Denominator)
{
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
}
