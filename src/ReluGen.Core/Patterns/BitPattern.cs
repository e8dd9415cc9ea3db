using System;

namespace ReluGen.Core.Patterns;

/// <summary>An activation pattern of any network: one bit a hidden neuron, first neuron in the lowest bit of the first word.</summary>
public sealed class BitPattern : IEquatable<BitPattern>, IComparable<BitPattern>
{
    private readonly ulong[] words;

    /// <summary>A pattern without active neurons.</summary>
    public BitPattern(int length)
        : this(length, new ulong[WordCountOf(length)])
    {
    }

    private BitPattern(int length, ulong[] words)
    {
        Length = length;
        this.words = words;
    }

    /// <summary>Number of bits.</summary>
    public int Length { get; }

    /// <summary>The bits; those at and above <see cref="Length"/> are 0.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>Bit of hidden neuron <paramref name="index"/>.</summary>
    public bool this[int index] => (words[index >> 6] >> (index & 63) & 1) != 0;

    /// <summary>Number of 64-bit words that hold <paramref name="length"/> bits.</summary>
    public static int WordCountOf(int length) => (length + 63) >> 6;

    /// <summary>Sets bit <paramref name="index"/> of <paramref name="words"/>.</summary>
    public static void Set(Span<ulong> words, int index) => words[index >> 6] |= 1UL << (index & 63);

    /// <summary>Copies the words of a pattern; bits at and above <paramref name="length"/> must be 0.</summary>
    public static BitPattern From(int length, ReadOnlySpan<ulong> words) => new(length, words.Slice(0, WordCountOf(length)).ToArray());

    /// <summary>Reads a string of 0 and 1, first neuron first.</summary>
    public static bool TryParse(string text, out BitPattern? pattern)
    {
        var words = new ulong[WordCountOf(text.Length)];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '1')
            {
                Set(words, i);
            }
            else if (text[i] != '0')
            {
                pattern = null;
                return false;
            }
        }

        pattern = new BitPattern(text.Length, words);
        return true;
    }

    /// <summary>The bits as 0 and 1, first neuron first.</summary>
    public override string ToString()
    {
        var text = new char[Length];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = this[i] ? '1' : '0';
        }

        return new string(text);
    }

    /// <inheritdoc/>
    public bool Equals(BitPattern? other) => other is not null && Length == other.Length && Words.SequenceEqual(other.Words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BitPattern);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ulong hash = (ulong)Length;
        foreach (ulong word in words)
        {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15UL;
        }

        return (int)(hash >> 32);
    }

    /// <summary>Orders by length, then by the 0/1 string.</summary>
    public int CompareTo(BitPattern? other)
    {
        if (other is null || Length != other.Length)
        {
            return other is null ? 1 : Length.CompareTo(other.Length);
        }

        for (int i = 0; i < words.Length; i++)
        {
            ulong difference = words[i] ^ other.words[i];
            if (difference != 0)
            {
                ulong lowest = difference & (~difference + 1);
                return (words[i] & lowest) != 0 ? 1 : -1;
            }
        }

        return 0;
    }
}
