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

        int[] columns = ColumnChoice.FromHeader(rows, network, null);
        string[] names = columns.Select(column => rows.Text(column)).ToArray();
        bool usable = names.All(static name => name.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        return usable ? names : null;
    }

    private IEnumerable<float[]> Rows(string path, CancellationToken c)
    {
        using CsvRows rows = Open(path);
        bool hasHeader = rows.IsHeader();
        int width = rows.Count;
        int[] columns = hasHeader ? ColumnChoice.FromHeader(rows, network, notes) : AllColumns(rows);
        string[]? names = hasHeader ? columns.Select(column => rows.Text(column)).ToArray() : null;
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

    private static float[] Values(CsvRows rows, int[] columns, string[]? names)
    {
        var values = new float[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            if (!rows.TryNumber(columns[j], out values[j]) || float.IsNaN(values[j]) || float.IsInfinity(values[j]))
            {
                string text = rows.Text(columns[j]);
                string column = names is null ? $"column {columns[j] + 1}" : $"column {columns[j] + 1} ({DisplayText.Quote(names[j])})";
                string problem = text.Length == 0 ? "is empty" : $"is {DisplayText.Quote(text)}";
                throw rows.Error($"{column} {problem}; expected a finite number", columns[j]);
            }
        }

        return values;
    }

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

    private int[] AllColumns(CsvRows rows) =>
        rows.Count == network.InputCount
            ? Enumerable.Range(0, rows.Count).ToArray()
            : throw rows.Error($"a file without a header must have {network.InputCount} columns, one an input, not {rows.Count}");
}
