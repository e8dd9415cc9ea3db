using System;

namespace ReluGen.Core.Patterns;

/// <summary>The hash of a pattern's words with which region tables are laid out at compile time and searched at run time.</summary>
/// <remarks>This file is compiled into ReluGen.Core (builds tables) and into ReluGen (searches them), so that both agree.</remarks>
internal static class PatternHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15UL; // 2^64 / golden ratio

    /// <summary>Hash of <paramref name="words"/> under <paramref name="seed"/>.</summary>
    public static ulong Of(ReadOnlySpan<ulong> words, ulong seed)
    {
        ulong hash = seed;
        foreach (ulong word in words)
        {
            hash = Step(hash, word);
        }

        return hash;
    }

    /// <summary>Hash of one word more.</summary>
    public static ulong Step(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Multiplier;
        return hash ^ (hash >> 32);
    }

    /// <summary>Slot of a hash whose bucket has <paramref name="displacement"/>, in a table of 2^(64 - shift) slots.</summary>
    public static int Slot(ulong hash, uint displacement, int shift) =>
        shift >= 64 ? 0 : (int)(((hash + displacement) * Multiplier) >> shift);
}
