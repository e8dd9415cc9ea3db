using System.Numerics;

namespace ReluGen.Core.Arithmetic;

/// <summary>Counts binary digits of big integers, the same way on every target framework.</summary>
internal static class BinaryDigits
{
    /// <summary>Digits of a non-negative integer; 0 for 0.</summary>
    public static int Length(BigInteger value)
    {
#if NETSTANDARD2_0
        byte[] bytes = value.ToByteArray();
        int top = bytes.Length - 1;
        while (top > 0 && bytes[top] == 0)
        {
            top--;
        }

        int bits = top * 8;
        for (int b = bytes[top]; b != 0; b >>= 1)
        {
            bits++;
        }

        return bits;
#else
        return (int)value.GetBitLength();
#endif
    }

    /// <summary>How often 2 divides an integer that is not zero.</summary>
    public static int TrailingZeros(BigInteger value)
    {
        int count = 0;
        if (value.IsEven)
        {
            byte[] bytes = value.ToByteArray();
            int first = 0;
            while (bytes[first] == 0)
            {
                first++;
            }

            count = first * 8;
            for (int b = bytes[first]; (b & 1) == 0; b >>= 1)
            {
                count++;
            }
        }

        return count;
    }
}
