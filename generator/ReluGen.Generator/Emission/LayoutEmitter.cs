using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Patterns;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>
/// Where the network is a simplified one: its patterns become those of the network that it was made from when a forward pass ends, and
/// the other way round when a gradient or an affine map begins. Nothing is written for a network as it came.
/// </summary>
internal static class LayoutEmitter
{
    /// <summary>The forward pass of a row with the network's own pattern.</summary>
    public const string KeptRow = "ForwardKept";

    /// <summary>So many words a method: at most 64 moves each stay far below what the JIT optimises.</summary>
    private const int MostWords = 32;

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        if (plan.Layout is not { } layout)
        {
            return;
        }

        Moves("// The pattern that this class shows, from that of the simplified network.", "ExpandPattern", "kept", "whole", BitMoves.Expanding(layout), writer);
        Moves("// The pattern of the simplified network; bits that it has no neuron for are left out.", "CompressPattern", "whole", "kept", BitMoves.Compressing(layout), writer);
        Tables(layout, writer);
        using (writer.Open("// One row. The bits of the pattern must be 0 on entry, and stay so where a number is not finite.\nprivate static void ForwardRow(float* input, float* output, ulong* pattern)"))
        {
            writer.Line($"ulong* kept = stackalloc ulong[{Words(plan)}];");
            writer.Line($"{KeptRow}(input, output, kept);\nif (!float.IsNaN(output[0])) ExpandPattern(kept, pattern);");
        }

        writer.Line();
    }

    /// <summary>Expands the patterns of a tile in place; they stand at the beginning, one after another, so the last comes first.</summary>
    public static void EmitTile(NetworkPlan plan, CodeWriter writer)
    {
        if (plan.Layout is null)
        {
            return;
        }

        string words = Literals.Int(plan.WordCount);
        writer.Line($"if (patterns == null) return;\nulong* kept = stackalloc ulong[{Words(plan)}];");
        using (writer.Open("for (nint row = rows - 1; row >= 0; row--)"))
        {
            writer.Line($"new Span<ulong>((ulong*)patterns + row * {words}, {words}).CopyTo(new Span<ulong>(kept, {words}));");
            writer.Line("ExpandPattern(kept, (ulong*)(patterns + row));");
        }
    }

    /// <summary>Replaces <c>pattern</c> by the simplified network's own.</summary>
    public static void EmitEntry(NetworkPlan plan, CodeWriter writer)
    {
        if (plan.Layout is not null)
        {
            writer.Line($"ulong* kept = stackalloc ulong[{Words(plan)}];\nCompressPattern(pattern, kept);\npattern = kept;");
        }
    }

    /// <summary>An argument: the bit of the pattern that each neuron of the simplified network has.</summary>
    public static string Places(NetworkPlan plan) => plan.Layout is null ? "" : ", BitTables.Kept";

    /// <summary>Lets <paramref name="target"/> fill in the neurons that were removed.</summary>
    public static void EmitExpansion(NetworkPlan plan, string target, CodeWriter writer)
    {
        if (plan.Layout is not null)
        {
            writer.Line($"{target}.Expand(BitTables.All);");
        }
    }

    private static void Tables(PatternLayout layout, CodeWriter writer)
    {
        using (writer.Open("// Bits of the pattern: of each kept neuron, and for each bit the one whose neuron computes it (-1: always 0, -2: always 1).\nprivate static class BitTables"))
        {
            DataEmitter.Property("int", "Kept", Enumerable.Range(0, layout.KeptCount).Select(kept => Literals.Int(layout.RepresentativeOf(kept))), writer);
            DataEmitter.Property("int", "All", Enumerable.Range(0, layout.BitCount).Select(layout.PlaceOf).Select(place => Literals.Int(place < 0 ? place : layout.RepresentativeOf(place))), writer);
        }

        writer.Line();
    }

    private static string Words(NetworkPlan plan) => Literals.Int(Math.Max(plan.WordCount, 1));

    private static void Moves(string comment, string name, string source, string target, IReadOnlyList<BitMoves> words, CodeWriter writer)
    {
        int parts = (words.Count + MostWords - 1) / MostWords;
        using (writer.Open($"{comment}\nprivate static void {name}(ulong* {source}, ulong* {target})"))
        {
            for (int word = 0; word < words.Count && parts == 1; word++)
            {
                writer.Line(Assignment(source, target, word, words[word]));
            }

            for (int part = 1; part <= parts && parts > 1; part++)
            {
                writer.Line($"{name}{Literals.Int(part)}({source}, {target});");
            }
        }

        writer.Line();
        for (int part = 1; part <= parts && parts > 1; part++)
        {
            using (writer.Open($"private static void {name}{Literals.Int(part)}(ulong* {source}, ulong* {target})"))
            {
                for (int word = (part - 1) * MostWords; word < Math.Min(part * MostWords, words.Count); word++)
                {
                    writer.Line(Assignment(source, target, word, words[word]));
                }
            }

            writer.Line();
        }
    }

    private static string Assignment(string source, string target, int word, BitMoves moves)
    {
        IEnumerable<string> terms = moves.Moves.Select(move =>
        {
            string shift = move.Shift == 0 ? "" : move.Shift > 0 ? $" << {Literals.Int(move.Shift)}" : $" >> {Literals.Int(-move.Shift)}";
            return $"{source}[{Literals.Int(move.Word)}]{shift} & {Literals.Word(move.Mask)}";
        });
        return $"{target}[{Literals.Int(word)}] = {string.Join(" | ", terms.Concat(moves.Ones == 0 && moves.Moves.Count > 0 ? [] : [Literals.Word(moves.Ones)]))};";
    }
}
