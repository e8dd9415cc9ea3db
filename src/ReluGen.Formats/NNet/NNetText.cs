using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.NNet;

/// <summary>The lines of a .nnet file as lists of numbers.</summary>
internal sealed class NNetText : IDisposable
{
    private readonly StreamReader reader;

    public NNetText(byte[] bytes) => reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);

    /// <summary>Number of the current line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next line that is not a comment; comments begin with // and stand before the header.</summary>
    /// <exception cref="InputException">The file ends.</exception>
    public string Next(NNetPlace expected)
    {
        while (reader.ReadLine() is { } line)
        {
            Line++;
            string text = line.Trim();
            if (!text.StartsWith("//", StringComparison.Ordinal))
            {
                return text;
            }
        }

        throw Error($"the file ends where {expected} was expected.");
    }

    /// <summary>True if only blank lines follow.</summary>
    public bool AtEnd()
    {
        while (reader.ReadLine() is { } line)
        {
            Line++;
            if (line.Trim().Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next line as numbers.</summary>
    /// <exception cref="InputException">The line holds something else.</exception>
    public double[] Numbers(NNetPlace expected) => Parse(Next(expected), expected);

    /// <summary>The next line as exactly <paramref name="count"/> numbers.</summary>
    /// <exception cref="InputException">The line holds another number of them, or something else.</exception>
    public double[] Numbers(int count, NNetPlace expected)
    {
        double[] numbers = Numbers(expected);
        return numbers.Length == count ? numbers : throw Error($"{expected} needs {count} numbers, not {numbers.Length}.");
    }

    /// <summary>Splits at commas; one comma may end the line.</summary>
    public double[] Parse(string line, NNetPlace expected)
    {
        string[] words = line.Split(',');
        int count = words[words.Length - 1].Trim().Length == 0 ? words.Length - 1 : words.Length;
        var numbers = new double[count];
        int column = 1;
        for (int i = 0; i < count; i++)
        {
            string word = words[i].Trim();
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw Error($"{expected}: {DisplayText.Quote(word)} is not a number.", column);
            }

            if (double.IsNaN(numbers[i]) || double.IsInfinity(numbers[i]))
            {
                throw Error($"{expected}: {DisplayText.Quote(word)} is not a finite number.", column);
            }

            column += words[i].Length + 1;
        }

        return numbers;
    }

    public InputException Error(string message, int column = 1) =>
        new(InputErrorIds.Malformed, char.ToUpperInvariant(message[0]) + message.Substring(1), Math.Max(Line, 1), column);

    public void Dispose() => reader.Dispose();
}
