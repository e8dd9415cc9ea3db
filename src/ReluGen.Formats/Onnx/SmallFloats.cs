using System;
using System.Runtime.InteropServices;

namespace ReluGen.Formats.Onnx;

/// <summary>Widens 16-bit floating-point numbers, exactly.</summary>
internal static class SmallFloats
{
    /// <summary>IEEE binary16: 1 sign, 5 exponent and 10 fraction bits.</summary>
    public static double FromHalf(ushort bits)
    {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double magnitude = exponent switch
        {
            0 => fraction * Math.Pow(2, -24),
            31 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => (1024 + fraction) * Math.Pow(2, exponent - 25),
        };
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /// <summary>bfloat16: the upper half of a float32.</summary>
    public static double FromBFloat(ushort bits)
    {
        int[] word = [bits << 16];
        return MemoryMarshal.Cast<int, float>(word)[0];
    }
}
