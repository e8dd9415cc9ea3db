using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>Static read-only data: spans over bytes of the assembly, without a constructor or an allocation.</summary>
internal static class DataEmitter
{
    private const int WordsPerLine = 8;

    /// <summary>A property over float32 numbers that are not worth reading.</summary>
    public static void Singles(string name, IReadOnlyList<float> values, CodeWriter writer)
    {
        if (values.Count <= WeightPlan.MostDecimals)
        {
            Property("float", name, values.Select(Literals.Single), writer);
            return;
        }

        var words = new ulong[(values.Count + 1) / 2];
        values.ToArray().CopyTo(MemoryMarshal.Cast<ulong, float>(words.AsSpan()));
        writer.Line($"// {Literals.Int(values.Count)} float32 numbers, two a word, the first in the low half.");
        writer.Line($"internal static ReadOnlySpan<float> {name} => MemoryMarshal.Cast<ulong, float>({name}Words).Slice(0, {Literals.Int(values.Count)});\n");
        Property("ulong", name + "Words", words.Select(Literals.Word), writer);
    }

    /// <summary>A property over float64 numbers, written as their bits: hosts differ in how they print a float64.</summary>
    public static void Doubles(string name, IEnumerable<double> values, CodeWriter writer)
    {
        writer.Line("// Bits of float64 numbers.");
        writer.Line($"internal static ReadOnlySpan<double> {name} => MemoryMarshal.Cast<ulong, double>({name}Words);\n");
        Property("ulong", name + "Words", values.Select(static value => Literals.Word((ulong)BitConverter.DoubleToInt64Bits(value))), writer);
    }

    /// <summary>A property over values that are literals already.</summary>
    public static void Property(string type, string name, IEnumerable<string> literals, CodeWriter writer)
    {
        string[] all = literals.ToArray();
        if (all.Length == 0)
        {
            writer.Line($"internal static ReadOnlySpan<{type}> {name} => default;\n");
            return;
        }

        using (writer.Open($"internal static ReadOnlySpan<{type}> {name} => new {type}[]", "};"))
        {
            for (int i = 0; i < all.Length; i += WordsPerLine)
            {
                writer.Line(string.Join(", ", all, i, Math.Min(WordsPerLine, all.Length - i)) + ",");
            }
        }

        writer.Line();
    }
}
