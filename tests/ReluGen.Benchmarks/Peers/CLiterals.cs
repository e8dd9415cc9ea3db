using System;
using System.Text;

namespace ReluGen.Benchmarks.Peers;

/// <summary>Arrays as C.</summary>
internal static class CLiterals
{
    /// <summary>Appends a constant array of floats, exact to the bit, aligned to a cache line.</summary>
    public static void Floats(StringBuilder c, string name, ReadOnlySpan<float> values)
    {
        c.Append($"static const float {name}[{Math.Max(values.Length, 1)}] __attribute__((aligned(64))) = {{");
        for (int i = 0; i < values.Length; i++)
        {
            c.Append(i % 8 == 0 ? "\n  " : " ");
            Float(c, values[i]);
            c.Append(',');
        }

        c.Append("};\n");
    }

    /// <summary>Appends a constant array of integers.</summary>
    public static void Integers(StringBuilder c, string name, ReadOnlySpan<int> values)
    {
        c.Append($"static const int {name}[{Math.Max(values.Length, 1)}] = {{");
        for (int i = 0; i < values.Length; i++)
        {
            c.Append(i % 16 == 0 ? "\n  " : " ").Append(values[i]).Append(',');
        }

        c.Append("};\n");
    }

    /// <summary>A finite float as a hexadecimal literal: mantissa and power of two.</summary>
    private static void Float(StringBuilder c, float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int exponent = (bits >> 23) & 0xff;
        int mantissa = (bits & 0x7fffff) | (exponent == 0 ? 0 : 0x800000);
        c.Append(bits < 0 ? "-0x" : "0x").Append(mantissa.ToString("x")).Append('p').Append(Math.Max(exponent, 1) - 150).Append('f');
    }
}
