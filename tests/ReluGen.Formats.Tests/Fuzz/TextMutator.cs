using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Changes a text by its lines and its tokens: names, numbers, strings, single other characters.</summary>
internal sealed partial class TextMutator
{
    private static readonly string[] Interesting =
    [
        "0", "1", "-1", "-0", "2147483647", "2147483648", "-2147483649", "9223372036854775808", "1e999", "-1e999", "1e-999", "nan", "NaN", "inf", "-inf", "Infinity", "null", "true", "1048577", "00", "+", "0x10", "1e",
        "\"", "'", "{", "}", "[", "]", ",", ":", "#", "//", "\n", "\r", "\t", "\0", "\u2028", "\uFEFF", "\ud800", "\\u12", "é", "==", "=", "", " ",
    ];

    private readonly string[] lines;
    private readonly string[] tokens;

    /// <summary>Splits the text once, for many mutants.</summary>
    public TextMutator(byte[] original)
    {
        string text = Encoding.UTF8.GetString(original);
        lines = Line().Matches(text).Select(static m => m.Value).ToArray();
        tokens = Token().Matches(text).Select(static m => m.Value).ToArray();
    }

    public byte[] Mutate(Random random)
    {
        bool byLines = random.Next(3) == 0;
        var parts = new List<string>(byLines ? lines : tokens);
        for (int changes = random.Next(1, 5); changes > 0 && parts.Count > 0; changes--)
        {
            Change(parts, random, byLines ? string.Concat(Enumerable.Repeat(One(random), random.Next(1, 4))) + "\n" : One(random));
        }

        return Encoding.UTF8.GetBytes(string.Concat(parts));
    }

    private static void Change(List<string> parts, Random random, string other)
    {
        int at = random.Next(parts.Count);
        switch (random.Next(12))
        {
            case < 4: parts[at] = other; break;
            case < 6: parts.RemoveAt(at); break;
            case < 7: parts.Insert(at, other); break;
            case < 8: (parts[at], parts[random.Next(parts.Count)]) = (parts[random.Next(parts.Count)], parts[at]); break;
            case < 9: parts.InsertRange(at, parts.GetRange(at, Math.Min(random.Next(1, 30), parts.Count - at))); break;
            case < 10: parts.InsertRange(at, Enumerable.Repeat(parts[at], random.Next(1, 300))); break;
            case < 11: parts.RemoveRange(at, Math.Min(random.Next(1, 30), parts.Count - at)); break;
            default: parts.RemoveRange(at, parts.Count - at); break;
        }
    }

    /// <summary>A token that is apt to make trouble, or another one of the text.</summary>
    private string One(Random random) => random.Next(2) == 0 ? Interesting[random.Next(Interesting.Length)] : tokens[random.Next(tokens.Length)];

    [GeneratedRegex(@"[^\n]*\n|[^\n]+")]
    private static partial Regex Line();

    [GeneratedRegex(@"[A-Za-z_]\w*|[-+]?\d[\d.eE+-]*|\s+|""[^""\n]*""|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
