using System.Collections.Generic;
using System.Globalization;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Json;

/// <summary>Reads a JSON text (RFC 8259) value by value, as the caller asks for them; every error has the line and column of what it is about.</summary>
/// <remarks>The readers of the framework that run in every build host tell no lines. Nothing is kept of what was read, so memory follows what the caller keeps.</remarks>
internal sealed partial class JsonReader(string text, string errorId)
{
    private const int MostDepth = 64;

    private int at = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
    private int line = 1;
    private int lineStart;
    private int tokenLine = 1;
    private int tokenColumn = 1;
    private int depth;

    /// <summary>Where what was read last begins, counted from 1.</summary>
    public (int Line, int Column) Place => (tokenLine, tokenColumn);

    /// <summary>The kind of the next value.</summary>
    /// <exception cref="InputException">No value begins here.</exception>
    public JsonKind Kind() => Peek() switch
    {
        '{' => JsonKind.Object,
        '[' => JsonKind.Array,
        '"' => JsonKind.String,
        '-' or (>= '0' and <= '9') => JsonKind.Number,
        't' or 'f' => JsonKind.Boolean,
        'n' => JsonKind.Null,
        _ => throw Unexpected("a value"),
    };

    /// <summary>The names of the members of the object that comes next. The caller reads the value of each before it asks for the next name.</summary>
    /// <exception cref="InputException">The next value is no object, or a member stands in it twice.</exception>
    public IEnumerable<string> Members(string what)
    {
        Require(JsonKind.Object, what, "an object");
        Enter();
        var names = new HashSet<string>();
        for (bool first = true; Next('}', first); first = false)
        {
            string name = Peek() == '"' ? String() : throw Unexpected("the name of a member in double quotes");
            if (!names.Add(name))
            {
                throw Error($"{what} has the member {DisplayText.Quote(name)} twice.");
            }

            Take(':');
            yield return name;
        }
    }

    /// <summary>The places, from 0, of the elements of the array that comes next. The caller reads each before it asks for the next.</summary>
    /// <exception cref="InputException">The next value is no array.</exception>
    public IEnumerable<int> Elements(string what)
    {
        Require(JsonKind.Array, what, "an array");
        Enter();
        for (int i = 0; Next(']', i == 0); i++)
        {
            yield return i;
        }
    }

    /// <summary>The string that comes next.</summary>
    public string Text(string what)
    {
        Require(JsonKind.String, what, "a string");
        return String();
    }

    /// <summary>The number that comes next, as it is spelt.</summary>
    public string Digits(string what)
    {
        Require(JsonKind.Number, what, "a number");
        int start = at;
        while (at < text.Length && text[at] is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
        {
            at++;
        }

        string digits = text.Substring(start, at - start);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? digits : throw Error($"{what} is {DisplayText.Quote(digits)}; expected a number.");
    }

    /// <summary>The finite number that comes next.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="index">Its place, from 0, where <paramref name="what"/> is an array; texts are made for errors only, since there may be millions.</param>
    public double Number(string what, int index = -1)
    {
        if (index >= 0 && Kind() != JsonKind.Number)
        {
            throw Error($"{Element(what, index)} must be a number.");
        }

        string digits = Digits(what);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) && !double.IsInfinity(value)
            ? value
            : throw Error($"{Element(what, index)} is {DisplayText.Quote(digits)}; expected a finite number.");
    }

    private static string Element(string what, int index) =>
        index < 0 ? what : $"element {index.ToString(CultureInfo.InvariantCulture)} of {what}";

    /// <summary>Reads a null if one comes next.</summary>
    public bool TryNull()
    {
        if (Kind() != JsonKind.Null)
        {
            return false;
        }

        Word();
        return true;
    }

    /// <summary>The truth value that comes next.</summary>
    public bool Flag(string what)
    {
        Require(JsonKind.Boolean, what, "true or false");
        bool isTrue = text[at] == 't';
        Word();
        return isTrue;
    }

    /// <summary>Reads the next value, whatever it is.</summary>
    public void Skip(string what)
    {
        switch (Kind())
        {
            case JsonKind.Object:
                foreach (string _ in Members(what))
                {
                    Skip(what);
                }

                break;
            case JsonKind.Array:
                foreach (int _ in Elements(what))
                {
                    Skip(what);
                }

                break;
            case JsonKind.String:
                String();
                break;
            case JsonKind.Number:
                Number(what);
                break;
            default:
                Word();
                break;
        }
    }

    /// <summary>Requires that nothing follows.</summary>
    public void End()
    {
        if (Peek() != '\0' || at < text.Length)
        {
            throw Unexpected("the end of the file");
        }
    }

    /// <summary>An error at what was read last.</summary>
    public InputException Error(string message) => new(errorId, char.ToUpperInvariant(message[0]) + message.Substring(1), tokenLine, tokenColumn);

    /// <summary>Reads true, false or null.</summary>
    private void Word()
    {
        foreach (string word in (string[])["true", "false", "null"])
        {
            int end = at + word.Length;
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0 && (end >= text.Length || !char.IsLetterOrDigit(text[end])))
            {
                at = end;
                return;
            }
        }

        throw Unexpected("a value");
    }

    private void Require(JsonKind kind, string what, string expected)
    {
        if (Kind() != kind)
        {
            throw Error($"{what} must be {expected}.");
        }
    }

    private void Enter()
    {
        at++;
        if (++depth > MostDepth)
        {
            throw Error($"Arrays and objects are nested deeper than {MostDepth} levels.");
        }
    }

    /// <summary>True if another member or element follows; else the end of its object or array is read.</summary>
    private bool Next(char end, bool first)
    {
        char next = Peek();
        if (next == end)
        {
            at++;
            depth--;
            return false;
        }

        if (!first)
        {
            Take(',');
        }

        return true;
    }

    private void Take(char expected)
    {
        if (Peek() != expected)
        {
            throw Unexpected($"'{expected}'");
        }

        at++;
    }

    /// <summary>Moves to the next token; its first character, or zero at the end of the text.</summary>
    private char Peek()
    {
        for (; at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n'; at++)
        {
            if (text[at] == '\n')
            {
                line++;
                lineStart = at + 1;
            }
        }

        tokenLine = line;
        tokenColumn = at - lineStart + 1;
        return at < text.Length ? text[at] : '\0';
    }

    private InputException Unexpected(string expected)
    {
        int end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || end == at))
        {
            end++;
        }

        string found = at < text.Length ? DisplayText.Quote(text.Substring(at, end - at)) : "the end of the file";
        return Error($"Expected {expected}, not {found}.");
    }
}
