using System;

namespace ReluGen.Core.Patterns;

/// <summary>
/// The hash of a pattern's words by which region tables are laid out. Generated code has the same steps with the numbers of its table
/// written in, so a change here is a change of the emitter too.
/// </summary>
/// <remarks>This file is compiled into ReluGen.Core (lays tables out) and into ReluGen (hashes patterns of many words), so that both agree.</remarks>
internal static class PatternHash
{
    /// <summary>The multiplier of <see cref="Step"/>: 2^64 / golden ratio.</summary>
    public const ulong StepMultiplier = 0x9E3779B97F4A7C15UL;

    /// <summary>Hash of <paramref name="words"/> under <paramref name="seed"/>. Every step is one to one, so patterns that differ in one word have different hashes.</summary>
    public static ulong Of(ReadOnlySpan<ulong> words, ulong seed)
    {
        ulong hash = seed;
        foreach (ulong word in words)
        {
            hash = Step(hash, word);
        }

        return hash;
    }

    /// <summary>The highest bits of the product with an odd <paramref name="multiplier"/>: 64 - <paramref name="shift"/> of them.</summary>
    public static int Shifted(ulong hash, ulong multiplier, int shift) => (int)((hash * multiplier) >> shift);

    /// <summary>Number <paramref name="index"/> of SplitMix64.</summary>
    public static ulong Random(ulong index)
    {
        ulong z = (index + 1) * StepMultiplier;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private static ulong Step(ulong hash, ulong word)
    {
        hash = (hash ^ word) * StepMultiplier;
        return hash ^ (hash >> 32);
    }
}
