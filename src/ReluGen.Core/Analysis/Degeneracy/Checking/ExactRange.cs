using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>An interval with exact ends; null is infinite.</summary>
internal readonly record struct ExactRange(Dyadic? Lower, Dyadic? Upper)
{
    /// <summary>The interval of two float64 numbers, which may be infinite.</summary>
    public static ExactRange Of(double lower, double upper) => new(
        double.IsInfinity(lower) ? null : Dyadic.Of(lower),
        double.IsInfinity(upper) ? null : Dyadic.Of(upper));

    /// <summary>One number.</summary>
    public static ExactRange Of(Dyadic value) => new(value, value);

    public static ExactRange operator +(ExactRange left, ExactRange right) => new(Sum(left.Lower, right.Lower), Sum(left.Upper, right.Upper));

    /// <summary>The interval of products with a number that is not 0.</summary>
    public ExactRange Times(Dyadic factor) => factor.Sign > 0
        ? new ExactRange(Lower * factor, Upper * factor)
        : new ExactRange(Upper * factor, Lower * factor);

    /// <summary>The interval of z &gt; 0 ? z : α·z.</summary>
    public ExactRange Activated(Dyadic slope)
    {
        // Both pieces are linear; the interval is that of both together.
        ExactRange above = new(Lower is { Sign: > 0 } low ? low : Dyadic.Zero, Upper is { } high && high.Sign <= 0 ? Dyadic.Zero : Upper);
        if (Lower is { Sign: >= 0 })
        {
            return above;
        }

        ExactRange negative = new(Lower, Upper is { Sign: < 0 } ? Upper : Dyadic.Zero);
        ExactRange below = slope.Sign == 0 ? Of(Dyadic.Zero) : negative.Times(slope);
        return Upper is { Sign: <= 0 } ? below : new ExactRange(Least(above.Lower, below.Lower), Largest(above.Upper, below.Upper));
    }

    /// <summary>True if all of it lies in another.</summary>
    public bool IsIn(ExactRange other) => IsAtLeast(other.Lower) && IsAtMost(other.Upper);

    /// <summary>True if no value is below <paramref name="bound"/>; null is minus infinity.</summary>
    public bool IsAtLeast(Dyadic? bound) => bound is not { } b || (Lower is { } low && !(low < b));

    /// <summary>True if no value is above <paramref name="bound"/>; null is infinity.</summary>
    public bool IsAtMost(Dyadic? bound) => bound is not { } b || (Upper is { } high && !(high > b));

    private static Dyadic? Sum(Dyadic? left, Dyadic? right) => left is { } a && right is { } b ? a + b : null;

    private static Dyadic? Least(Dyadic? left, Dyadic? right) => left is { } a && right is { } b ? (a < b ? a : b) : null;

    private static Dyadic? Largest(Dyadic? left, Dyadic? right) => left is { } a && right is { } b ? (a > b ? a : b) : null;
}
