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
        Assert.Equal(Enumerable.Range(0, patterns.Length), hash.Slots.Where(static i => i >= 0).Order());
        for (int i = 0; i < patterns.Length; i++)
        {
            ulong value = PatternHash.Of(patterns[i].Words, hash.Seed);
            uint displacement = hash.Displacements[(int)(value & (ulong)(hash.Displacements.Length - 1))];
            Assert.Equal(i, hash.Slots[PatternHash.Slot(value, displacement, hash.Shift)]);
        }

        Assert.Equal(hash.Slots, PerfectHash.Build(patterns).Slots);
        Assert.True(hash.Slots.Length <= Math.Max(4, 4 * patterns.Length));
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
