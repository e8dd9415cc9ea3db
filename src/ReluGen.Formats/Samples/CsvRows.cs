using System;
using System.IO;
using CsvHelper;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Samples;

/// <summary>The rows of a CSV file, one at a time in bounded memory, and where the current one stands.</summary>
internal sealed class CsvRows : IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,

        // A file without line ends, or with an open quote, must not fill the memory.
        MaxRecordSize = 1 << 24,
    };

    private readonly CsvReader reader;

    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public CsvRows(string path)
    {
        try
        {
            reader = CsvReader.FromFile(path, Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Number of fields of the current row.</summary>
    public int Count => reader.FieldCount;

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <exception cref="InputException">The file cannot be read on, a quote is wrong, or a row is too long.</exception>
    public bool MoveNext()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new InputException(InputErrorIds.Samples, "The row is not well-formed CSV: " + DisplayText.Line(e.Message), (int)Math.Min(Math.Max(e.LineNumber, 1), int.MaxValue), 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputErrorIds.Samples, "The sample file cannot be read to its end: " + DisplayText.Line(e.Message));
        }
    }

    /// <summary>A field of the current row, without quotes and surrounding blanks.</summary>
    public string Text(int field) => reader.GetString(field);

    /// <summary>A field as the nearest float32, on every host the same; false if it is not a number. Too large a number is infinite.</summary>
    public bool TryNumber(int field, out float value) => reader.TryParse(field, out value);

    /// <summary>
    /// True if the current row, the first, is a header: none of its fields is a number, and some have text. False if all are numbers.
    /// </summary>
    /// <exception cref="InputException">It is neither. Taken for a header, a row of data with a gap would be lost.</exception>
    public bool IsHeader()
    {
        int numbers = 0;
        int other = -1;
        bool text = false;
        for (int i = 0; i < Count; i++)
        {
            if (TryNumber(i, out _))
            {
                numbers++;
                continue;
            }

            other = other < 0 ? i : other;
            text |= Text(i).Length > 0;
        }

        if (numbers == Count)
        {
            return false;
        }

        if (numbers == 0 && text)
        {
            return true;
        }

        string problem = Text(other).Length == 0 ? "is empty" : $"is {DisplayText.Quote(Text(other))}";
        throw numbers == 0
            ? Error("the first row has neither names nor numbers")
            : Error($"column {other + 1} {problem} beside numbers; a header has no numbers, and a row of samples nothing else", other);
    }

    /// <summary>An error at the beginning of the current row, or at one of its fields.</summary>
    public InputException Error(string message, int field = 0) =>
        new(InputErrorIds.Samples, char.ToUpperInvariant(message[0]) + message.Substring(1) + ".", (int)Math.Min(Math.Max(reader.LineNumber, 1), int.MaxValue), ColumnOf(field));

    public void Dispose() => reader.Dispose();

    /// <summary>Where a field begins in its row, in bytes from 1.</summary>
    private int ColumnOf(int field)
    {
        int column = 1;
        for (int i = 0; i < field; i++)
        {
            column += reader.GetRawSpan(i).Length + 1;
        }

        return column;
    }

    /// <summary>Says it without the path, which stands before the message.</summary>
    private static InputException Unreadable(string path, Exception e) => new(InputErrorIds.Samples, e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "The sample file does not exist; check its path.",
        _ when Directory.Exists(path) => "The path is a folder, not a sample file.",
        UnauthorizedAccessException => "The sample file cannot be read; check its permissions.",
        _ => "The sample file cannot be read: " + DisplayText.Line(e.Message),
    });
}
