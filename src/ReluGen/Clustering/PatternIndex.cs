using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReluGen.Clustering;

/// <summary>Numbers patterns in the order of their first appearance: open addressing over arrays, no allocation where the pattern is known.</summary>
internal sealed class PatternIndex<TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private const int InitialSlots = 64;

    // Slot 0 means free; a pattern's number plus one otherwise. At least half of the slots are free.
    private int[] slots = new int[InitialSlots];
    private TPattern[] patterns = new TPattern[InitialSlots / 2];

    /// <summary>Number of patterns.</summary>
    public int Count { get; private set; }

    /// <summary>The pattern of a number.</summary>
    public ref readonly TPattern this[int number] => ref patterns[number];

    /// <summary>The number of a pattern, or -1.</summary>
    public int Find(in TPattern pattern) => slots[SlotOf(pattern)] - 1;

    /// <summary>The number of a pattern; it is new if that was <see cref="Count"/> before.</summary>
    public int FindOrAdd(in TPattern pattern)
    {
        int slot = SlotOf(pattern);
        if (slots[slot] == 0)
        {
            if (Count == patterns.Length)
            {
                Grow();
                slot = SlotOf(pattern);
            }

            patterns[Count] = pattern;
            slots[slot] = ++Count;
        }

        return slots[slot] - 1;
    }

    /// <summary>The slot that holds the pattern, or the free one where it belongs.</summary>
    private int SlotOf(in TPattern pattern)
    {
        int mask = slots.Length - 1;
        if (Unsafe.SizeOf<TPattern>() == sizeof(ulong))
        {
            // A pattern of one word is that word: no spans, no calls.
            ulong word = Unsafe.BitCast<TPattern, ulong>(pattern);
            int place = (int)(word * 0x9E3779B97F4A7C15 >> (64 - BitOperations.Log2((uint)slots.Length)));
            while (slots[place] is var held && held != 0 && Unsafe.BitCast<TPattern, ulong>(patterns[held - 1]) != word)
            {
                place = (place + 1) & mask;
            }

            return place;
        }

        int slot = (int)((uint)pattern.GetHashCode() * 0x9E3779B9u >> (32 - BitOperations.Log2((uint)slots.Length)));
        while (slots[slot] is var number && number != 0 && !patterns[number - 1].Equals(pattern))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref patterns, 2 * patterns.Length);
        slots = new int[2 * patterns.Length];
        for (int number = 0; number < Count; number++)
        {
            slots[SlotOf(patterns[number])] = number + 1;
        }
    }
}
