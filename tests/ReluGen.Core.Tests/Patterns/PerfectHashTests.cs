using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Tests.Patterns;

/// <summary>Every pattern of a set has a slot of its own; building is deterministic.</summary>
public sealed class PerfectHashTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(2, 0x1)]
    [InlineData(32, 5)]
    [InlineData(1000, 64)]
    [InlineData(5000, 300)]
    public void Each_pattern_has_its_own_slot(int count, int bits)
    {
        BitPattern[] patterns = Distinct(count, bits);
        PerfectHash hash = PerfectHash.Build(patterns);
        for (int i = 0; i < patterns.Length; i++)
        {
            Assert.Equal(i, hash.Find(patterns[i]));
        }

        foreach (BitPattern other in Distinct(2 * count, bits).Except(patterns))
        {
            Assert.Equal(-1, hash.Find(other));
        }

        Assert.Equal(hash.Slots, PerfectHash.Build(patterns).Slots);
        Assert.True(hash.Slots.Length <= Math.Max(4, 8 * patterns.Length));
        Assert.Equal(hash.Displacements.Length == 0 ? 0 : hash.Slots.Length / 2, hash.Displacements.Length);
        Assert.All(hash.Displacements, d => Assert.InRange(d, 0, hash.Slots.Length - 1));
    }

    /// <summary>Sets that defeat a hash which looks at few bits: single bits, in one word and in two, and low and high halves that cancel.</summary>
    [Fact]
    public void Patterns_that_differ_in_one_bit_or_in_the_same_bits_of_two_words_are_told_apart()
    {
        BitPattern[] single = [.. Enumerable.Range(0, 64).Select(static i => BitPattern.From(64, [1UL << i])), new BitPattern(64)];
        BitPattern[] pairs = [.. Enumerable.Range(0, 64).SelectMany(static i => new[] { (1UL << i, 0UL), (0UL, 1UL << i), (1UL << i, 1UL << i), (1UL << i, 1UL << (i ^ 32)) })
            .Distinct().Select(static words => BitPattern.From(128, [words.Item1, words.Item2]))];
        foreach (BitPattern[] patterns in (BitPattern[][])[single, single[..20], pairs])
        {
            PerfectHash hash = PerfectHash.Build(patterns);
            Assert.Equal(Enumerable.Range(0, patterns.Length), patterns.Select(hash.Find));
        }
    }

    private static BitPattern[] Distinct(int count, int bits)
    {
        var random = new Random(3);
        var set = new SortedSet<BitPattern>();
        while (set.Count < Math.Min(count, bits < 20 ? 1 << bits : count))
        {
            var words = new ulong[BitPattern.WordCountOf(bits)];
            for (int i = 0; i < bits; i++)
            {
                if (random.Next(2) == 1)
                {
                    BitPattern.Set(words, i);
                }
            }

            set.Add(BitPattern.From(bits, words));
        }

        return [.. set];
    }
}
