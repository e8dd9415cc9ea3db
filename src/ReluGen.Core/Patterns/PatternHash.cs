using System;

namespace ReluGen.Core.Patterns;

/// <summary>
/// The hash of a pattern's words by which region tables are laid out. Generated code has the same steps with the numbers of its table
/// written in, so a change here is a change of the emitter too.
/// </summary>
/// <remarks>This file is compiled into ReluGen.Core (lays tables out) and into ReluGen (hashes patterns of many words), so that both agree.</remarks>
internal static class PatternHash
{
    /// <summary>
    /// Hash of <paramref name="words"/>: each is combined (exclusive or) with a key of its own, and the products of the halves are
    /// added up (NH of UMAC, RFC 4418). No two patterns have equal hashes under more than a tiny share of the keys.
    /// </summary>
    public static ulong Of(ReadOnlySpan<ulong> words, ulong firstKey)
    {
        ulong hash = 0;
        for (int i = 0; i < words.Length; i++)
        {
            ulong keyed = words[i] ^ Random(firstKey + (ulong)i);
            hash += (uint)keyed * (keyed >> 32);
        }

        return hash;
    }

    /// <summary>The highest bits of the product with an odd <paramref name="multiplier"/>: 64 - <paramref name="shift"/> of them.</summary>
    public static int Shifted(ulong hash, ulong multiplier, int shift) => (int)((hash * multiplier) >> shift);

    /// <summary>Number <paramref name="index"/> of SplitMix64.</summary>
    public static ulong Random(ulong index)
    {
        ulong z = (index + 1) * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
