using System;
using System.Globalization;
using System.Text;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Core.Text;

/// <summary>Reads words of one line after another, and knows where it is.</summary>
internal sealed class LineCursor(string text)
{
    private const int MostMessageCharacters = 400;

    private int next;
    private int start;
    private int end;
    private int at;

    /// <summary>Number of the current line, from 1.</summary>
    public int Line { get; private set; }

    private int Column => at - start + 1;

    /// <summary>Moves to the next line that is neither empty nor a comment (#); false at the end of the text.</summary>
    public bool MoveNext()
    {
        while (next < text.Length)
        {
            start = next;
            int newline = text.IndexOf('\n', start);
            end = newline < 0 ? text.Length : newline;
            next = end + 1;
            Line++;
            if (end > start && text[end - 1] == '\r')
            {
                end--;
            }

            at = start;
            SkipSpaces();
            if (at < end && text[at] != '#')
            {
                return true;
            }
        }

        start = end = at = text.Length;
        Line++;
        return false;
    }

    /// <summary>The next word of the line.</summary>
    public string Word(string expected)
    {
        (int from, int length) = Span(expected);
        return text.Substring(from, length);
    }

    /// <summary>True if the line has no further word.</summary>
    public bool AtEnd
    {
        get
        {
            SkipSpaces();
            return at >= end;
        }
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Error("nothing more was expected on this line");
        }
    }

    public long Count(string expected, long most)
    {
        int from = at;
        string word = Word(expected);
        if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long value) || value > most)
        {
            at = from;
            throw Error($"expected {expected}, a whole number from 0 to {most}, not '{Shorten(word)}'");
        }

        return value;
    }

    /// <summary>A domain bound: a decimal number, inf or -inf.</summary>
    public double Bound(string expected)
    {
        int from = at;
        string word = Word(expected);
        switch (word)
        {
            case "inf": return double.PositiveInfinity;
            case "-inf": return double.NegativeInfinity;
        }

        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) && !double.IsInfinity(value))
        {
            return value;
        }

        at = from;
        throw Error($"expected {expected}, a finite number, inf or -inf, not '{Shorten(word)}'");
    }

    /// <summary>A float32 in decimal, nan, inf or -inf.</summary>
    public float Single(string expected)
    {
        int from = at;
        string word = Word(expected);
        if (DecimalText.TryParseSingle(word, out float value))
        {
            return value;
        }

        at = from;
        throw Error($"expected {expected}, a decimal number, not '{Shorten(word)}'");
    }

    /// <summary>True if the rest of the line is long enough for base64 of <paramref name="count"/> float32 numbers.</summary>
    public bool CouldHold(int count) => end - at >= Base64.LengthOf(count * 4L);

    /// <summary>Base64 of exactly <paramref name="target"/>.Length little-endian float32 numbers.</summary>
    public void Singles(Span<float> target, string expected)
    {
        SkipSpaces();
        int from = at;
        (int wordAt, int length) = Span(expected);
        if (!Base64.TryDecode(text.AsSpan(wordAt, length), System.Runtime.InteropServices.MemoryMarshal.AsBytes(target)))
        {
            at = from;
            throw Error($"expected {expected}: base64 of {target.Length} float32 numbers, which is {Base64.LengthOf(target.Length * 4L)} characters, not {length}, or with other characters in it");
        }
    }

    /// <summary>
    /// A point in base64: <paramref name="length"/> little-endian float64 numbers, or as many float32 numbers, which are widened.
    /// </summary>
    public double[] Point(int length)
    {
        SkipSpaces();
        int from = at;
        (int wordAt, int characters) = Span("a point of the region");
        ReadOnlySpan<char> word = text.AsSpan(wordAt, characters);
        if (characters == Base64.LengthOf(length * 8L))
        {
            var point = new double[length];
            if (Base64.TryDecode(word, System.Runtime.InteropServices.MemoryMarshal.AsBytes(point.AsSpan())))
            {
                return point;
            }
        }
        else if (characters == Base64.LengthOf(length * 4L))
        {
            var single = new float[length];
            if (Base64.TryDecode(word, System.Runtime.InteropServices.MemoryMarshal.AsBytes(single.AsSpan())))
            {
                return Array.ConvertAll(single, static value => (double)value);
            }
        }

        at = from;
        throw Error($"expected a point of the region: base64 of {length} float64 numbers, which is {Base64.LengthOf(length * 8L)} characters, not {characters}, or with other characters in it");
    }

    /// <summary>A string in quotes with \\, \" and \uXXXX escapes.</summary>
    public string Quoted(string expected)
    {
        SkipSpaces();
        if (at >= end || text[at] != '"')
        {
            throw Error($"expected {expected} in double quotes");
        }

        var value = new StringBuilder();
        for (at++; at < end; at++)
        {
            char c = text[at];
            if (c == '"')
            {
                at++;
                return value.ToString();
            }

            value.Append(c == '\\' ? Escape() : c);
        }

        throw Error($"the quotes around {expected} are not closed");
    }

    /// <summary>An error at the cursor. Words of the text in <paramref name="message"/> are made fit for it.</summary>
    public InputException Error(string message)
    {
        string line = MessageText.OneLine(message.Length <= MostMessageCharacters ? message : message.Substring(0, MostMessageCharacters) + "…");
        return new InputException(InputErrorIds.Syntax, line + ".", Line, Column);
    }

    private char Escape()
    {
        at++;
        if (at < end && text[at] is '"' or '\\')
        {
            return text[at];
        }

        if (at + 4 < end && text[at] == 'u'
            && int.TryParse(text.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
        {
            at += 4;
            return (char)code;
        }

        throw Error("expected \\\\, \\\" or \\u and four hexadecimal digits after a backslash");
    }

    private (int From, int Length) Span(string expected)
    {
        SkipSpaces();
        int from = at;
        while (at < end && text[at] is not (' ' or '\t'))
        {
            at++;
        }

        return at > from ? (from, at - from) : throw Error($"expected {expected}");
    }

    private void SkipSpaces()
    {
        while (at < end && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private static string Shorten(string word) => word.Length <= 40 ? word : word.Substring(0, 40) + "…";
}
