using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Samples;

/// <summary>Streams the rows of a comma-separated file of samples: docs/formats.md has the rules.</summary>
public sealed class SampleFile
{
    private readonly Network network;
    private readonly ICollection<string>? notes;

    private SampleFile(Network network, ICollection<string>? notes)
    {
        this.network = network;
        this.notes = notes;
    }

    /// <summary>The rows of a file, one value an input of <paramref name="network"/>, read as they are asked for.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="network">The network whose inputs the columns are.</param>
    /// <param name="notes">Receives what was decided about columns, while the first row is read.</param>
    /// <param name="c">Stops the reading.</param>
    /// <exception cref="InputException">While rows are read: the file is missing, empty, or a field is not a finite number; with line and column.</exception>
    public static IEnumerable<float[]> Read(string path, Network network, ICollection<string>? notes = null, CancellationToken c = default) =>
        new SampleFile(network, notes).Rows(path, c);

    /// <summary>The first n names of the header, for a network whose n inputs have no names of their own.</summary>
    /// <returns>Null if the inputs are named, the file has no header, or its first names are not distinct and filled.</returns>
    /// <exception cref="InputException">The file is missing, empty, has fewer columns than the network has inputs, or a first row of names and numbers.</exception>
    public static IReadOnlyList<string>? FeatureNames(string path, Network network)
    {
        using CsvRows rows = Open(path);
        if (!ColumnChoice.IsUnnamed(network) || !rows.IsHeader())
        {
            return null;
        }

        InputColumn[] columns = ColumnChoice.FromHeader(rows, network, null);
        string[] names = columns.Select(column => rows.Text(column.Column)).ToArray();
        bool usable = names.All(static name => name.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        return usable ? names : null;
    }

    private IEnumerable<float[]> Rows(string path, CancellationToken c)
    {
        using CsvRows rows = Open(path);
        bool hasHeader = rows.IsHeader();
        int width = rows.Count;
        InputColumn[] columns = hasHeader ? ColumnChoice.FromHeader(rows, network, notes) : AllColumns(rows);
        string[]? names = hasHeader ? columns.Select(column => rows.Text(column.Column)).ToArray() : null;
        if (hasHeader && !rows.MoveNext())
        {
            throw rows.Error("the file has a header but no rows");
        }

        do
        {
            c.ThrowIfCancellationRequested();
            if (rows.Count != width)
            {
                throw rows.Error($"the row has {rows.Count} fields, but the first row has {width}");
            }

            yield return Values(rows, columns, names);
        }
        while (rows.MoveNext());
    }

    private static float[] Values(CsvRows rows, InputColumn[] columns, string[]? names)
    {
        var values = new float[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            if (columns[j].Category is not null)
            {
                j = Indicate(rows, columns, j, values) - 1;
                continue;
            }

            int column = columns[j].Column;
            if (!rows.TryNumber(column, out values[j]) || float.IsNaN(values[j]) || float.IsInfinity(values[j]))
            {
                throw rows.Error($"{Place(column, names?[j])} {Problem(rows.Text(column))}; expected a finite number", column);
            }
        }

        return values;
    }

    /// <summary>Sets the input of the category that a field names to 1, of those from <paramref name="from"/> on that have the field's column; the others stay 0.</summary>
    /// <returns>The first input of another column.</returns>
    private static int Indicate(CsvRows rows, InputColumn[] columns, int from, float[] values)
    {
        int column = columns[from].Column;
        string text = rows.Text(column);
        int to = from;
        bool isKnown = false;
        for (; to < columns.Length && columns[to].Column == column; to++)
        {
            if (!isKnown && columns[to].IsNamedBy(text))
            {
                values[to] = 1;
                isKnown = true;
            }
        }

        return isKnown
            ? to
            : throw rows.Error($"{Place(column, null)} {Problem(text)}; expected one of the categories {string.Join(", ", columns.Skip(from).Take(Math.Min(to - from, 12)).Select(static c => DisplayText.Quote(c.Category!)))}{(to - from > 12 ? ", …" : "")}", column);
    }

    private static string Place(int column, string? name) => name is null ? $"column {column + 1}" : $"column {column + 1} ({DisplayText.Quote(name)})";

    private static string Problem(string text) => text.Length == 0 ? "is empty" : $"is {DisplayText.Quote(text)}";

    /// <summary>Opens a file and moves to its first row.</summary>
    private static CsvRows Open(string path)
    {
        var rows = new CsvRows(path);
        try
        {
            return rows.MoveNext() ? rows : throw rows.Error("the file is empty");
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private InputColumn[] AllColumns(CsvRows rows) =>
        rows.Count == network.InputCount
            ? Enumerable.Range(0, rows.Count).Select(static column => new InputColumn(column)).ToArray()
            : throw rows.Error($"a file without a header must have {network.InputCount} columns, one an input, not {rows.Count}");
}
