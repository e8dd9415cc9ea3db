using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Json;

/// <summary>
/// Reads JSON (RFC 8259) from bytes in UTF-8, in one pass and linear time. Of members with the same name the last counts, as in Python.
/// NaN and Infinity, which Python writes, are numbers.
/// </summary>
/// <remarks>
/// Written here, since build hosts need netstandard2.0: the framework's reader for it goes through XML and makes several objects of each number.
/// </remarks>
internal sealed class JsonReader
{
    private const int MostDepth = 64;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly ReadOnlyMemory<byte> bytes;
    private int position;
    private int line = 1;
    private int lineStart;
    private long values;
    private long numbers;

    private JsonReader(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;

        // Values other than numbers in arrays; an object or list takes a hundred bytes, however short its text is.
        values = 50_000 + (bytes.Length / 16);
        numbers = 250_000 + (bytes.Length / 6);
    }

    private ReadOnlySpan<byte> Rest => bytes.Span.Slice(position);

    /// <summary>The value that the bytes hold.</summary>
    /// <exception cref="InputException">They are not JSON, or nest too deeply; with line and column.</exception>
    public static JsonValue Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new JsonReader(bytes);
        reader.position = bytes.Span.StartsWith(ByteOrderMark) ? 3 : 0;
        JsonValue value = reader.Value(0);
        reader.SkipSpace();
        return reader.position == bytes.Length ? value : throw reader.Error("nothing may follow the value");
    }

    private JsonValue Value(int depth)
    {
        SkipSpace();
        if (depth > MostDepth)
        {
            throw Error($"values nest more than {MostDepth} levels deep");
        }

        if (--values < 0)
        {
            throw TooMany("values");
        }

        (int atLine, int atColumn) = (line, Column);
        byte next = Peek();
        return next switch
        {
            (byte)'{' => Object(depth, atLine, atColumn),
            (byte)'[' => Array(depth, atLine, atColumn),
            (byte)'"' => new JsonText(Text(), atLine, atColumn),
            _ when TryNumber(out double number) => new JsonNumber(number, atLine, atColumn),
            _ when TryWord("true"u8) => new JsonFlag(true, atLine, atColumn),
            _ when TryWord("false"u8) => new JsonFlag(false, atLine, atColumn),
            _ when TryWord("null"u8) => new JsonNull(atLine, atColumn),
            _ => throw Error("a value is expected"),
        };
    }

    private JsonObject Object(int depth, int atLine, int atColumn)
    {
        var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        position++;
        SkipSpace();
        while (Peek() != '}')
        {
            if (Peek() != '"')
            {
                throw Error("a name in quotes is expected");
            }

            string name = Text();
            SkipSpace();
            Expect(':');
            members[name] = Value(depth + 1);
            Separate('}');
        }

        position++;
        return new JsonObject(members, atLine, atColumn);
    }

    private JsonArray Array(int depth, int atLine, int atColumn)
    {
        var list = new List<double>();
        List<JsonValue>? items = null;
        position++;
        SkipSpace();
        while (Peek() != ']')
        {
            if (items is null && TryNumber(out double number))
            {
                list.Add(number);
                numbers = numbers > 0 ? numbers - 1 : throw TooMany("numbers");
            }
            else
            {
                // The numbers so far become values: the array is not one of numbers.
                items ??= list.Select(n => (JsonValue)new JsonNumber(n, atLine, atColumn)).ToList();
                items.Add(Value(depth + 1));
            }

            Separate(']');
        }

        position++;
        return items is null ? new JsonArray(list.ToArray(), [], atLine, atColumn) : new JsonArray(null, items, atLine, atColumn);
    }

    /// <summary>Skips a comma, or stays before the end.</summary>
    private void Separate(char end)
    {
        SkipSpace();
        if (Peek() == end)
        {
            return;
        }

        Expect(',');
        SkipSpace();
        if (Peek() == end)
        {
            throw Error("a value is expected after the comma");
        }
    }

    private string Text()
    {
        position++;
        int length = Rest.IndexOfAny((byte)'"', (byte)'\\');
        if (length >= 0 && Rest[length] == '"')
        {
            string plain = Encoding.UTF8.GetString(Rest.Slice(0, length).ToArray());
            position += length + 1;
            return plain;
        }

        var text = new StringBuilder();
        while (true)
        {
            int run = Rest.IndexOfAny((byte)'"', (byte)'\\');
            if (run < 0)
            {
                throw Error("a text has no end");
            }

            text.Append(Encoding.UTF8.GetString(Rest.Slice(0, run).ToArray()));
            position += run + 1;
            if (bytes.Span[position - 1] == '"')
            {
                return text.ToString();
            }

            text.Append(Escaped());
        }
    }

    private char Escaped()
    {
        byte kind = Peek();
        position++;
        if (kind == 'u' && Rest.Length >= 4 && Utf8Parser.TryParse(Rest.Slice(0, 4), out ushort unit, out int used, 'x') && used == 4)
        {
            position += 4;
            return (char)unit;
        }

        return (char)kind switch
        {
            '"' or '\\' or '/' => (char)kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Error("an escape is not one of JSON"),
        };
    }

    private bool TryNumber(out double number)
    {
        SkipSpace();
        byte first = Peek();
        if (first is (byte)'-' or (>= (byte)'0' and <= (byte)'9') && Utf8Parser.TryParse(Rest, out number, out int used))
        {
            position += used;
            return true;
        }

        (bool found, number) = TryWord("NaN"u8) ? (true, double.NaN)
            : TryWord("Infinity"u8) ? (true, double.PositiveInfinity)
            : TryWord("-Infinity"u8) ? (true, double.NegativeInfinity)
            : (false, 0);
        return found;
    }

    private bool TryWord(ReadOnlySpan<byte> word)
    {
        bool found = Rest.StartsWith(word);
        position += found ? word.Length : 0;
        return found;
    }

    private void Expect(char expected)
    {
        if (Peek() != expected)
        {
            throw Error($"'{expected}' is expected");
        }

        position++;
    }

    private byte Peek() => position < bytes.Length ? bytes.Span[position] : throw Error("the text ends here");

    private void SkipSpace()
    {
        ReadOnlySpan<byte> all = bytes.Span;
        while (position < all.Length && all[position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            if (all[position] == '\n')
            {
                line++;
                lineStart = position + 1;
            }

            position++;
        }
    }

    private int Column => position - lineStart + 1;

    private InputException TooMany(string what) => new(InputErrorIds.TooLarge, $"The JSON has more {what} than its size justifies.", line, Column);

    private InputException Error(string message) => new(InputErrorIds.Malformed, $"The JSON is not valid: {message}.", line, Column);
}
