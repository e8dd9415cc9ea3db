using System;
using System.Collections.Generic;

namespace ReluGen.Core.Patterns;

/// <summary>
/// A perfect hash of a set of patterns: each has a slot of its own, found with two reads (hash and displace). The same set in
/// the same order gives the same table.
/// </summary>
public sealed class PerfectHash
{
    private const int MostDisplacements = 1 << 16;

    private PerfectHash(ulong seed, int shift, uint[] displacements, int[] slots)
    {
        Seed = seed;
        Shift = shift;
        Displacements = displacements;
        Slots = slots;
    }

    /// <summary>Seed of the hash of words.</summary>
    public ulong Seed { get; }

    /// <summary>64 minus the binary logarithm of the number of slots.</summary>
    public int Shift { get; }

    /// <summary>Displacement of each bucket; their number is a power of two.</summary>
    public uint[] Displacements { get; }

    /// <summary>Index of the pattern in each slot, or -1; their number is a power of two.</summary>
    public int[] Slots { get; }

    /// <summary>Builds the table of <paramref name="patterns"/>.</summary>
    /// <exception cref="ArgumentException">A pattern stands twice.</exception>
    public static PerfectHash Build(IReadOnlyList<BitPattern> patterns)
    {
        if (new HashSet<BitPattern>(patterns).Count != patterns.Count)
        {
            throw new ArgumentException("A pattern stands twice.", nameof(patterns));
        }

        int slotBits = Bits(Math.Max(1, patterns.Count + patterns.Count / 4));
        int bucketBits = Math.Max(0, slotBits - 1);
        for (ulong attempt = 0; ; attempt++)
        {
            if (TryBuild(patterns, attempt, slotBits, 1 << bucketBits) is { } table)
            {
                return table;
            }

            // A larger table after a few seeds: certain to end, since patterns are distinct.
            slotBits += attempt % 4 == 3 ? 1 : 0;
        }
    }

    private static PerfectHash? TryBuild(IReadOnlyList<BitPattern> patterns, ulong seed, int slotBits, int bucketCount)
    {
        int shift = 64 - slotBits;
        var hashes = new ulong[patterns.Count];
        var buckets = new List<int>[bucketCount];
        for (int i = 0; i < patterns.Count; i++)
        {
            hashes[i] = PatternHash.Of(patterns[i].Words, seed);
            (buckets[(int)(hashes[i] & (ulong)(bucketCount - 1))] ??= []).Add(i);
        }

        var order = new List<int>();
        for (int b = 0; b < bucketCount; b++)
        {
            if (buckets[b] is not null)
            {
                order.Add(b);
            }
        }

        // Fullest buckets first, while there is room; ties by number, so that the order is fixed.
        order.Sort((a, b) => buckets[a].Count != buckets[b].Count ? buckets[b].Count.CompareTo(buckets[a].Count) : a.CompareTo(b));
        var displacements = new uint[bucketCount];
        var slots = new int[1 << slotBits];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = -1;
        }

        foreach (int bucket in order)
        {
            if (!TryPlace(buckets[bucket], hashes, shift, slots, out displacements[bucket]))
            {
                return null;
            }
        }

        return new PerfectHash(seed, shift, displacements, slots);
    }

    private static bool TryPlace(List<int> members, ulong[] hashes, int shift, int[] slots, out uint displacement)
    {
        for (displacement = 0; displacement < MostDisplacements; displacement++)
        {
            int placed = 0;
            while (placed < members.Count)
            {
                int slot = PatternHash.Slot(hashes[members[placed]], displacement, shift);
                if (slots[slot] >= 0)
                {
                    break;
                }

                slots[slot] = members[placed++];
            }

            if (placed == members.Count)
            {
                return true;
            }

            for (int i = 0; i < placed; i++)
            {
                slots[PatternHash.Slot(hashes[members[i]], displacement, shift)] = -1;
            }
        }

        return false;
    }

    private static int Bits(int count)
    {
        int bits = 0;
        while (1 << bits < count)
        {
            bits++;
        }

        return bits;
    }
}
