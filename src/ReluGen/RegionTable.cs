using System;
using System.Runtime.CompilerServices;

namespace ReluGen;

/// <summary>
/// The regions that were known at compile time, each with its pattern and affine map. The data are static and belong to the pattern's
/// type, so that this view holds nothing: it costs nothing to make, allocates nothing, and no constructor runs for it.
/// </summary>
/// <typeparam name="TPattern">The network's pattern.</typeparam>
public readonly struct RegionTable<TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    /// <summary>Number of regions. The most frequent in the sample file comes first; those without samples are the last, in the order of their patterns.</summary>
    public int Count => TPattern.RegionData.Counts.Length;

    /// <summary>Number of rows of the sample file; 0 where there was none.</summary>
    public long SampleCount => TPattern.RegionData.SampleCount;

    /// <summary>
    /// True if the table is proved to leave no region of the domain out: every activation pattern whose region has an interior in the
    /// box of the inputs' bounds is in it. Exact arithmetic decides, so an input within rounding of a boundary, or on one, may still
    /// have a pattern that the table does not hold.
    /// </summary>
    public bool IsComplete => TPattern.RegionData.IsComplete;

    /// <summary>Region <paramref name="index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such region.</exception>
    public Region<TPattern> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return new Region<TPattern>(index);
        }
    }

    /// <summary>Finds the region of a pattern.</summary>
    /// <param name="pattern">Any pattern.</param>
    /// <param name="index">Receives the region's index, or -1.</param>
    /// <returns>False if the table does not hold the pattern; AffineMapOf answers then too.</returns>
    /// <remarks>Generated for the table: a multiplication or two, two or three reads, and a comparison of words.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(in TPattern pattern, out int index)
    {
        index = TPattern.FindRegion(in pattern);
        return index >= 0;
    }

    /// <summary>Lets foreach visit the regions.</summary>
    public Enumerator GetEnumerator() => new(Count);

    /// <summary>Visits the regions in their order.</summary>
    public struct Enumerator
    {
        private readonly int count;
        private int index;

        internal Enumerator(int count)
        {
            this.count = count;
            index = -1;
        }

        /// <summary>The region.</summary>
        public readonly Region<TPattern> Current => new(index);

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++index < count;
    }
}
