using System;
using System.Collections.Generic;

namespace ReluGen.Core.Patterns;

/// <summary>
/// A perfect hash of a set of patterns: each has a slot of its own. A small set is spread by one multiplication; a larger one has
/// buckets too, and the displacement of a pattern's bucket is combined with its slot (hash and displace). The same set in the same
/// order gives the same table.
/// </summary>
public sealed class PerfectHash
{
    private const int MostDirect = 32;
    private const int DirectAttempts = 256;
    private const int DisplacedAttempts = 64;

    /// <summary>Random numbers set aside for an attempt: more than the longest pattern has words.</summary>
    private const ulong NumbersOfAttempt = 1 << 16;

    private readonly BitPattern[] patterns;

    private PerfectHash(BitPattern[] patterns, ulong attempt, int slotBits, int[] slots, int[] displacements)
    {
        this.patterns = patterns;
        FirstKey = FirstKeyOf(attempt);
        SlotMultiplier = SlotMultiplierOf(attempt);
        BucketMultiplier = BucketMultiplierOf(attempt);
        SlotShift = 64 - slotBits;
        BucketShift = 64 - slotBits + 1;
        Slots = slots;
        Displacements = displacements;
    }

    /// <summary>Number of the key of the first word, where there are two and more; one word is its own hash.</summary>
    public ulong FirstKey { get; }

    /// <summary>Multiplier for the slot.</summary>
    public ulong SlotMultiplier { get; }

    /// <summary>64 minus the binary logarithm of the number of slots.</summary>
    public int SlotShift { get; }

    /// <summary>Multiplier for the bucket.</summary>
    public ulong BucketMultiplier { get; }

    /// <summary>64 minus the binary logarithm of the number of buckets.</summary>
    public int BucketShift { get; }

    /// <summary>For each bucket what is combined (exclusive or) with the slot; half as many as slots, or none: the slot is direct.</summary>
    public int[] Displacements { get; }

    /// <summary>
    /// Index of the pattern in each slot; their number is a power of two, or 0 for the empty set. Slots without a pattern hold 0:
    /// whoever searches compares the pattern anyway.
    /// </summary>
    public int[] Slots { get; }

    /// <summary>Builds the table of <paramref name="patterns"/>, all of one length.</summary>
    /// <exception cref="ArgumentException">A pattern stands twice.</exception>
    public static PerfectHash Build(IReadOnlyList<BitPattern> patterns)
    {
        if (new HashSet<BitPattern>(patterns).Count != patterns.Count)
        {
            throw new ArgumentException("A pattern stands twice.", nameof(patterns));
        }

        BitPattern[] all = [.. patterns];
        if (all.Length == 0)
        {
            return new PerfectHash(all, 0, 1, [], []);
        }

        int bits = Math.Max(1, Bits(2 * all.Length));
        return all.Length <= MostDirect ? Direct(all, bits) ?? Displaced(all, bits) : Displaced(all, Bits(all.Length + all.Length / 4));
    }

    /// <summary>The key of word <paramref name="index"/>; see <see cref="PatternHash.Of"/>.</summary>
    public ulong KeyOf(int index) => PatternHash.Random(FirstKey + (ulong)index);

    /// <summary>Index of a pattern, or -1: what generated code does.</summary>
    public int Find(BitPattern pattern)
    {
        if (Slots.Length == 0)
        {
            return -1;
        }

        ulong hash = HashOf(pattern, FirstKey);
        int slot = PatternHash.Shifted(hash, SlotMultiplier, SlotShift);
        int displacement = Displacements.Length == 0 ? 0 : Displacements[PatternHash.Shifted(hash, BucketMultiplier, BucketShift)];
        int found = Slots[slot ^ displacement];
        return patterns[found].Equals(pattern) ? found : -1;
    }

    private static PerfectHash? Direct(BitPattern[] patterns, int bits)
    {
        // Twice the room as soon as luck is out, once.
        for (ulong attempt = 0; attempt < 2 * DirectAttempts; attempt++)
        {
            int slotBits = attempt < DirectAttempts ? bits : bits + 1;
            int[] slots = EmptySlots(slotBits);
            bool placed = true;
            ulong[] hashes = Hashes(patterns, attempt);
            for (int i = 0; placed && i < hashes.Length; i++)
            {
                int slot = PatternHash.Shifted(hashes[i], SlotMultiplierOf(attempt), 64 - slotBits);
                placed = slots[slot] < 0;
                slots[slot] = i;
            }

            if (placed)
            {
                return new PerfectHash(patterns, attempt, slotBits, Filled(slots), []);
            }
        }

        return null;
    }

    private static PerfectHash Displaced(BitPattern[] patterns, int slotBits)
    {
        for (ulong attempt = 0; ; attempt++)
        {
            // A larger table after many attempts: certain to end, since each attempt has other keys.
            slotBits += attempt % DisplacedAttempts == DisplacedAttempts - 1 ? 1 : 0;
            if (TryDisplace(patterns, attempt, slotBits) is { } table)
            {
                return table;
            }
        }
    }

    private static PerfectHash? TryDisplace(BitPattern[] patterns, ulong attempt, int slotBits)
    {
        ulong[] hashes = Hashes(patterns, attempt);
        var buckets = new List<int>[1 << (slotBits - 1)];
        var home = new int[hashes.Length];
        for (int i = 0; i < hashes.Length; i++)
        {
            home[i] = PatternHash.Shifted(hashes[i], SlotMultiplierOf(attempt), 64 - slotBits);
            (buckets[PatternHash.Shifted(hashes[i], BucketMultiplierOf(attempt), 64 - slotBits + 1)] ??= []).Add(i);
        }

        var displacements = new int[buckets.Length];
        int[] slots = EmptySlots(slotBits);
        foreach (int bucket in FullestFirst(buckets))
        {
            if (!TryPlace(buckets[bucket], home, slots, out displacements[bucket]))
            {
                return null;
            }
        }

        return new PerfectHash(patterns, attempt, slotBits, Filled(slots), displacements);
    }

    /// <summary>Buckets that hold something, the fullest first while there is room; ties by number, so that the order is fixed.</summary>
    private static List<int> FullestFirst(List<int>[] buckets)
    {
        var order = new List<int>();
        for (int b = 0; b < buckets.Length; b++)
        {
            if (buckets[b] is not null)
            {
                order.Add(b);
            }
        }

        order.Sort((a, b) => buckets[a].Count != buckets[b].Count ? buckets[b].Count.CompareTo(buckets[a].Count) : a.CompareTo(b));
        return order;
    }

    private static bool TryPlace(List<int> members, int[] home, int[] slots, out int displacement)
    {
        for (displacement = 0; displacement < slots.Length; displacement++)
        {
            int placed = 0;
            while (placed < members.Count && slots[home[members[placed]] ^ displacement] < 0)
            {
                slots[home[members[placed]] ^ displacement] = members[placed];
                placed++;
            }

            if (placed == members.Count)
            {
                return true;
            }

            for (int i = 0; i < placed; i++)
            {
                slots[home[members[i]] ^ displacement] = -1;
            }
        }

        return false;
    }

    private static ulong[] Hashes(BitPattern[] patterns, ulong attempt) => Array.ConvertAll(patterns, pattern => HashOf(pattern, FirstKeyOf(attempt)));

    private static ulong HashOf(BitPattern pattern, ulong firstKey) => pattern.Words.Length == 1 ? pattern.Words[0] : PatternHash.Of(pattern.Words, firstKey);

    private static ulong SlotMultiplierOf(ulong attempt) => PatternHash.Random(attempt * NumbersOfAttempt) | 1;

    private static ulong BucketMultiplierOf(ulong attempt) => PatternHash.Random((attempt * NumbersOfAttempt) + 1) | 1;

    private static ulong FirstKeyOf(ulong attempt) => (attempt * NumbersOfAttempt) + 2;

    private static int[] EmptySlots(int bits)
    {
        var slots = new int[1 << bits];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = -1;
        }

        return slots;
    }

    private static int[] Filled(int[] slots) => Array.ConvertAll(slots, static index => Math.Max(index, 0));

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
