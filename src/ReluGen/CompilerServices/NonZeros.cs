using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>Which values are not 0, for generated code that skips the others: what is multiplied by 0 adds nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NonZeros
{
    /// <summary>Marks the values that are not 0.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="words">A bit a value, in whole words of 64; bits behind the last value are 0.</param>
    /// <returns>The number of bits that are 1.</returns>
    public static int Mark(float* values, int count, ulong* words)
    {
        int marked = 0;
        for (int first = 0; first < count; first += 64)
        {
            ulong word = count - first >= 64 ? Word(values + first) : Rest(values + first, count - first);
            *words++ = word;
            marked += BitOperations.PopCount(word);
        }

        return marked;
    }

    /// <summary>The bits of 64 values.</summary>
    internal static ulong Word(float* values)
    {
        ulong word = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (int i = 0; i < 64; i += 16)
            {
                word |= (~Vector512.Equals(*(Vector512<float>*)(values + i), Vector512<float>.Zero).ExtractMostSignificantBits() & 0xFFFF) << i;
            }

            return word;
        }

        for (int i = 0; i < 64; i += 4)
        {
            word |= ((ulong)~Vector128.Equals(*(Vector128<float>*)(values + i), Vector128<float>.Zero).ExtractMostSignificantBits() & 0xF) << i;
        }

        return word;
    }

    /// <summary>The bits of fewer than 64 values.</summary>
    internal static ulong Rest(float* values, int count)
    {
        ulong word = 0;
        for (int i = 0; i < count; i++)
        {
            word |= values[i] != 0 ? 1UL << i : 0;
        }

        return word;
    }
}
