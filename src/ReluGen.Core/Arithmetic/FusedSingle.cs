using System;

namespace ReluGen.Core.Arithmetic;

/// <summary>Fused multiply-add of float32 numbers, also where the framework has none.</summary>
internal static class FusedSingle
{
    /// <summary>left · right + addend, rounded once.</summary>
    public static float MultiplyAdd(float left, float right, float addend) =>
#if NETSTANDARD2_0
        ByDoubles(left, right, addend);
#else
        MathF.FusedMultiplyAdd(left, right, addend);
#endif

    /// <summary>
    /// The same by float64: the product is exact there, and the sum is rounded to odd, after which rounding to float32 gives what one
    /// rounding would (Boldo and Melquiond 2008).
    /// </summary>
    public static float ByDoubles(float left, float right, float addend)
    {
        double product = (double)left * right;
        double sum = product + addend;
        double added = sum - product;
        double error = (product - (sum - added)) + (addend - added);
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if (error != 0 && (bits & 1) == 0 && !double.IsNaN(error))
        {
            bits += error > 0 == sum > 0 ? 1 : -1;
        }

        return (float)BitConverter.Int64BitsToDouble(bits);
    }
}
