using System;
using System.ComponentModel;
using System.Numerics;
using System.Text;

namespace ReluGen.CompilerServices;

/// <summary>What every generated pattern does with its words; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PatternWords
{
    /// <summary>Bit <paramref name="index"/> of <paramref name="count"/>.</summary>
    public static bool Bit(ReadOnlySpan<ulong> words, int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(index));
        return (words[index >> 6] >> (index & 63) & 1) != 0;
    }

    /// <summary>Number of set bits.</summary>
    public static int PopCount(ReadOnlySpan<ulong> words)
    {
        int count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Number of bits that differ.</summary>
    public static int Distance(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int count = 0;
        for (int i = 0; i < a.Length; i++)
        {
            count += BitOperations.PopCount(a[i] ^ b[i]);
        }

        return count;
    }

    /// <summary>A hash of the words.</summary>
    public static int Hash(ReadOnlySpan<ulong> words)
    {
        ulong hash = 0;
        foreach (ulong word in words)
        {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15UL; // 2^64 / golden ratio
            hash ^= hash >> 32;
        }

        return (int)(hash >> 8);
    }

    /// <summary>The hash of many words by which a table was laid out.</summary>
    public static ulong TableHash(ReadOnlySpan<ulong> words, ulong firstKey) => Core.Patterns.PatternHash.Of(words, firstKey);

    /// <summary>Copies words into a pattern of <paramref name="count"/> bits.</summary>
    /// <exception cref="ArgumentException">The number of words is wrong.</exception>
    public static void Copy(ReadOnlySpan<ulong> words, Span<ulong> target, int count)
    {
        if (words.Length != target.Length)
        {
            throw new ArgumentException($"A pattern of {count} bits has {target.Length} words, not {words.Length}.", nameof(words));
        }

        words.CopyTo(target);
        if ((count & 63) != 0)
        {
            target[^1] &= (1UL << (count & 63)) - 1;
        }
    }

    /// <summary>The bits as 0 and 1, first neuron first.</summary>
    public static string Format(ReadOnlySpan<ulong> words, int count)
    {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++)
        {
            text.Append(Bit(words, i, count) ? '1' : '0');
        }

        return text.ToString();
    }

    /// <summary>Writes the bits as 0 and 1; false if there is no room.</summary>
    public static bool TryFormat(ReadOnlySpan<ulong> words, int count, Span<char> destination, out int written)
    {
        written = 0;
        if (destination.Length < count)
        {
            return false;
        }

        for (; written < count; written++)
        {
            destination[written] = Bit(words, written, count) ? '1' : '0';
        }

        return true;
    }

    /// <summary>Reads exactly <paramref name="count"/> characters 0 and 1; false otherwise.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int count, Span<ulong> target)
    {
        target.Clear();
        if (text.Length != count)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (text[i] == '1')
            {
                target[i >> 6] |= 1UL << (i & 63);
            }
            else if (text[i] != '0')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reports a text that is not a pattern.</summary>
    /// <exception cref="FormatException">Always.</exception>
    public static void ThrowFormat(int count) =>
        throw new FormatException($"A pattern of this network is {count} characters 0 and 1.");
}
