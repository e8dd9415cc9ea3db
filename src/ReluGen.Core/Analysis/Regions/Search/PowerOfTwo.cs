using System;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Powers of two in float64, for scaling that rounds nothing.</summary>
internal static class PowerOfTwo
{
    /// <summary>2^<paramref name="exponent"/> for exponents from -1022 to 1023.</summary>
    public static double Of(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    /// <summary>The exponent e with 2^e ≤ |value| &lt; 2^(e+1), kept within ±1000; 0 for 0 and for numbers that are not finite.</summary>
    public static int ExponentOf(double value)
    {
        int field = (int)(BitConverter.DoubleToInt64Bits(value) >> 52) & 0x7FF;
        return value == 0 || field == 0x7FF ? 0 : Math.Min(Math.Max(field - 1023, -1000), 1000);
    }
}
