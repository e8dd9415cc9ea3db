using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Core.Patterns;

/// <summary>
/// How the pattern of a network follows from that of a smaller one which computes the same: each bit is constant or one of the bits
/// that were kept.
/// </summary>
public sealed class PatternLayout
{
    /// <summary>In the place of a kept bit: always 0.</summary>
    public const int Zero = -1;

    /// <summary>In the place of a kept bit: always 1.</summary>
    public const int One = -2;

    private readonly int[] places;
    private readonly int[] representatives;

    /// <summary>Takes ownership of <paramref name="places"/>.</summary>
    /// <param name="keptCount">Bits of the smaller network.</param>
    /// <param name="places">For each bit of the whole pattern the kept bit that it equals, or <see cref="Zero"/> or <see cref="One"/>.</param>
    /// <exception cref="ArgumentException">A place is none of these, or no bit equals some kept bit.</exception>
    public PatternLayout(int keptCount, int[] places)
    {
        KeptCount = keptCount;
        this.places = places;
        representatives = new int[keptCount];
        int found = 0;
        for (int bit = places.Length - 1; bit >= 0; bit--)
        {
            if (places[bit] < One || places[bit] >= keptCount)
            {
                throw new ArgumentException($"Bit {bit} cannot be bit {places[bit]} of {keptCount}.");
            }

            if (places[bit] >= 0)
            {
                representatives[places[bit]] = bit + 1;
            }
        }

        for (int kept = 0; kept < keptCount; kept++)
        {
            found += representatives[kept]-- > 0 ? 1 : 0;
        }

        if (found < keptCount)
        {
            throw new ArgumentException($"{keptCount - found} kept bits are no bits of the pattern.");
        }

        Runs = RunsOf(places);
    }

    /// <summary>Bits of the whole pattern.</summary>
    public int BitCount => places.Length;

    /// <summary>Bits of the smaller network's pattern.</summary>
    public int KeptCount { get; }

    /// <summary>The longest pieces of the whole pattern that are constant, or kept bits in a row; in order and without gaps.</summary>
    public IReadOnlyList<PatternRun> Runs { get; }

    /// <summary>True if the patterns are the same.</summary>
    public bool IsIdentity => KeptCount == BitCount && Runs.All(static run => run.Kept == run.First);

    /// <summary>The layout of a network from which nothing was removed.</summary>
    public static PatternLayout Identity(int bitCount) => new(bitCount, Enumerable.Range(0, bitCount).ToArray());

    /// <summary>The kept bit that bit <paramref name="bit"/> equals, or <see cref="Zero"/> or <see cref="One"/>.</summary>
    public int PlaceOf(int bit) => places[bit];

    /// <summary>The first bit of the whole pattern that equals kept bit <paramref name="kept"/>.</summary>
    public int RepresentativeOf(int kept) => representatives[kept];

    /// <summary>The whole pattern.</summary>
    /// <exception cref="ArgumentException"><paramref name="kept"/> has another length than <see cref="KeptCount"/>.</exception>
    public BitPattern Expand(BitPattern kept)
    {
        Require(kept, KeptCount);
        var words = new ulong[BitPattern.WordCountOf(BitCount)];
        for (int bit = 0; bit < BitCount; bit++)
        {
            if (places[bit] == One || (places[bit] >= 0 && kept[places[bit]]))
            {
                BitPattern.Set(words, bit);
            }
        }

        return BitPattern.From(BitCount, words);
    }

    /// <summary>The kept bits of a whole pattern; where it has bits that the layout calls impossible, these have no effect.</summary>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> has another length than <see cref="BitCount"/>.</exception>
    public BitPattern Compress(BitPattern pattern)
    {
        Require(pattern, BitCount);
        var words = new ulong[BitPattern.WordCountOf(KeptCount)];
        for (int kept = 0; kept < KeptCount; kept++)
        {
            if (pattern[representatives[kept]])
            {
                BitPattern.Set(words, kept);
            }
        }

        return BitPattern.From(KeptCount, words);
    }

    private static List<PatternRun> RunsOf(int[] places)
    {
        var runs = new List<PatternRun>();
        for (int first = 0, end; first < places.Length; first = end)
        {
            for (end = first + 1; end < places.Length && places[end] == (places[first] < 0 ? places[first] : places[first] + end - first);)
            {
                end++;
            }

            runs.Add(new PatternRun(first, end - first, places[first]));
        }

        return runs;
    }

    private static void Require(BitPattern pattern, int length)
    {
        if (pattern.Length != length)
        {
            throw new ArgumentException($"The pattern has {pattern.Length} bits, not {length}.");
        }
    }
}

/// <summary>A piece of a pattern.</summary>
/// <param name="First">Its first bit.</param>
/// <param name="Count">Number of bits.</param>
/// <param name="Kept">The kept bit that its first bit equals, the others being the next; or <see cref="PatternLayout.Zero"/> or <see cref="PatternLayout.One"/> for all of them.</param>
public readonly record struct PatternRun(int First, int Count, int Kept);
