using System;
using System.ComponentModel;
using ReluGen.CompilerServices;
using ReluGen.Core.Patterns;

namespace ReluGen;

/// <summary>
/// The regions that were known at compile time, each with its pattern and affine map. Read-only static data: making one of these
/// views costs nothing, a look-up is a hash, two reads and a comparison.
/// </summary>
/// <typeparam name="TPattern">The network's pattern.</typeparam>
public readonly ref struct RegionTable<TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly RegionData data;

    /// <summary>For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public RegionTable(RegionData data) => this.data = data;

    /// <summary>Number of regions. The most frequent in the sample file comes first; those without samples are the last, in the order of their patterns.</summary>
    public int Count => data.Counts.Length;

    /// <summary>Number of rows of the sample file; 0 where there was none.</summary>
    public long SampleCount => data.SampleCount;

    /// <summary>
    /// True if the table is proved to leave no region of the domain out: every activation pattern whose region has an interior in the
    /// box of the inputs' bounds is in it. Exact arithmetic decides, so an input within rounding of a boundary, or on one, may still
    /// have a pattern that the table does not hold.
    /// </summary>
    public bool IsComplete => data.IsComplete;

    /// <summary>Region <paramref name="index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such region.</exception>
    public Region<TPattern> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return new Region<TPattern>(data, index);
        }
    }

    /// <summary>Finds the region of a pattern.</summary>
    /// <param name="pattern">Any pattern.</param>
    /// <param name="index">Receives the region's index, or -1.</param>
    /// <returns>False if the table does not hold the pattern; AffineMapOf answers then too.</returns>
    public bool TryFind(in TPattern pattern, out int index)
    {
        Span<ulong> words = stackalloc ulong[TPattern.WordCount];
        pattern.CopyWordsTo(words);
        index = -1;
        if (data.Slots.Length == 0)
        {
            return false;
        }

        ulong hash = PatternHash.Of(words, data.Seed);
        uint displacement = data.Displacements[(int)(hash & (ulong)(data.Displacements.Length - 1))];
        int found = data.Slots[PatternHash.Slot(hash, displacement, data.Shift)];
        if (found >= 0 && data.Patterns.Slice(found * words.Length, words.Length).SequenceEqual(words))
        {
            index = found;
            return true;
        }

        return false;
    }

    /// <summary>Lets foreach visit the regions.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Visits the regions in their order.</summary>
    public ref struct Enumerator
    {
        private readonly RegionTable<TPattern> table;
        private int index;

        internal Enumerator(RegionTable<TPattern> table)
        {
            this.table = table;
            index = -1;
        }

        /// <summary>The region.</summary>
        public readonly Region<TPattern> Current => table[index];

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++index < table.Count;
    }
}
