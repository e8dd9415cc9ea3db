using System;
using System.ComponentModel;
using ReluGen.CompilerServices;

namespace ReluGen;

/// <summary>
/// The activation pattern of a network: one bit a hidden neuron, in stage order, then neuron order; set where the pre-activation is
/// greater than zero (so 0 and NaN are inactive).
/// </summary>
/// <typeparam name="TSelf">The pattern type itself.</typeparam>
public interface IActivationPattern<TSelf> : IEquatable<TSelf>, ISpanFormattable, ISpanParsable<TSelf>
    where TSelf : struct, IActivationPattern<TSelf>
{
    /// <summary>Number of hidden neurons of the network.</summary>
    static abstract int BitCount { get; }

    /// <summary>Number of 64-bit words: (BitCount + 63) / 64.</summary>
    static abstract int WordCount { get; }

    /// <summary>Number of active neurons.</summary>
    int ActiveCount { get; }

    /// <summary>True if hidden neuron <paramref name="neuron"/>, from 0, is active.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    bool this[int neuron] { get; }

    /// <summary>Makes a pattern of words: the first neuron is the lowest bit of the first word. Bits past the last neuron are dropped.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="WordCount"/> words.</exception>
    static abstract TSelf FromWords(ReadOnlySpan<ulong> words);

    /// <summary>Copies the words of the pattern.</summary>
    /// <exception cref="ArgumentException"><paramref name="words"/> is shorter than <see cref="WordCount"/>.</exception>
    void CopyWordsTo(Span<ulong> words);

    /// <summary>Number of neurons whose bits differ.</summary>
    int HammingDistance(in TSelf other);

    /// <summary>The network's table of regions; for <see cref="RegionTable{TPattern}"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract RegionData RegionData { get; }

    /// <summary>Index of a pattern's region in the table, or -1; for <see cref="RegionTable{TPattern}.TryFind"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract int FindRegion(in TSelf pattern);
}
