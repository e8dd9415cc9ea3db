using System;
using System.Collections.Generic;
using ReluGen.Core.Patterns;

namespace ReluGen.Generator.Planning;

/// <summary>How one word of a pattern is made of words of another: the bits that come from one word by one shift are one move.</summary>
/// <param name="Ones">Bits that are always 1.</param>
/// <param name="Moves">Source word, shift to the left (or, negative, to the right), and the bits of the result that come from there.</param>
internal sealed record BitMoves(ulong Ones, IReadOnlyList<(int Word, int Shift, ulong Mask)> Moves)
{
    /// <summary>The words of the whole pattern from those of the kept one.</summary>
    public static IReadOnlyList<BitMoves> Expanding(PatternLayout layout) => Of(layout.BitCount, layout.PlaceOf);

    /// <summary>The words of the kept pattern from those of the whole one.</summary>
    public static IReadOnlyList<BitMoves> Compressing(PatternLayout layout) => Of(layout.KeptCount, layout.RepresentativeOf);

    private static List<BitMoves> Of(int count, Func<int, int> sourceOf)
    {
        var words = new List<BitMoves>();
        for (int first = 0; first < count; first += 64)
        {
            ulong ones = 0;
            var moves = new List<(int Word, int Shift, ulong Mask)>();
            for (int bit = 0; bit < Math.Min(64, count - first); bit++)
            {
                int source = sourceOf(first + bit);
                if (source == PatternLayout.One)
                {
                    ones |= 1UL << bit;
                }
                else if (source >= 0)
                {
                    Add(moves, source >> 6, bit - (source & 63), 1UL << bit);
                }
            }

            words.Add(new BitMoves(ones, moves));
        }

        return words;
    }

    private static void Add(List<(int Word, int Shift, ulong Mask)> moves, int word, int shift, ulong mask)
    {
        int known = moves.FindIndex(move => move.Word == word && move.Shift == shift);
        if (known < 0)
        {
            moves.Add((word, shift, mask));
        }
        else
        {
            moves[known] = (word, shift, moves[known].Mask | mask);
        }
    }
}
