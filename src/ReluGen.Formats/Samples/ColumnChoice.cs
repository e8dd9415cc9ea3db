using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Samples;

/// <summary>Which columns of a CSV file feed which inputs of a network.</summary>
internal static class ColumnChoice
{
    /// <summary>Columns by the names of the features; the first n if the header has none of the names, or the features have no names.</summary>
    /// <returns>Element j is the column of input j.</returns>
    /// <exception cref="Core.Diagnostics.InputException">There are fewer columns than inputs, some names are missing but not all, or two columns have the name of one input.</exception>
    public static int[] FromHeader(CsvRows header, Network network, ICollection<string>? notes)
    {
        int inputs = network.InputCount;
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < header.Count; i++)
        {
            string name = header.Text(i);
            if (columns.ContainsKey(name))
            {
                repeated.Add(name);
            }
            else
            {
                columns.Add(name, i);
            }
        }

        string[] missing = network.Inputs.Select(static f => f.Name).Where(name => !columns.ContainsKey(name)).ToArray();
        bool namesSome = missing.Length > 0 && missing.Length < inputs;
        if (header.Count < inputs)
        {
            string named = namesSome ? "; missing: " + List(missing) : "";
            throw header.Error($"the header has {header.Count} columns, but the network has {inputs} inputs{named}");
        }

        if (namesSome && !IsUnnamed(network))
        {
            // A misspelt name; columns by position would feed the wrong inputs.
            throw header.Error($"the header names some inputs of the network but not all; missing: {List(missing)}. Name every input as the network does, or none");
        }

        if (missing.Length > 0)
        {
            NotePosition(network, missing, notes);
            NoteIgnored(header.Count - inputs, notes);
            return Enumerable.Range(0, inputs).ToArray();
        }

        if (network.Inputs.FirstOrDefault(f => repeated.Contains(f.Name)) is { } ambiguous)
        {
            throw header.Error($"two columns are named {DisplayText.Quote(ambiguous.Name)}");
        }

        NoteIgnored(header.Count - inputs, notes);
        return network.Inputs.Select(f => columns[f.Name]).ToArray();
    }

    /// <summary>True if the inputs have only the names that stand for missing ones.</summary>
    public static bool IsUnnamed(Network network) =>
        network.Inputs.Select(static f => f.Name).SequenceEqual(InputFeature.Unnamed(network.InputCount).Select(static f => f.Name));

    private static void NotePosition(Network network, string[] missing, ICollection<string>? notes)
    {
        if (!IsUnnamed(network))
        {
            notes?.Add($"The header names none of the inputs ({List(missing)}); the first {network.InputCount} columns are taken in order.");
        }
    }

    /// <summary>The first of the names.</summary>
    private static string List(string[] names) =>
        string.Join(", ", names.Take(8).Select(DisplayText.Quote)) + (names.Length > 8 ? $" and {names.Length - 8} more" : "");

    private static void NoteIgnored(int count, ICollection<string>? notes)
    {
        if (count > 0)
        {
            notes?.Add($"{count} further {(count == 1 ? "column is" : "columns are")} ignored.");
        }
    }
}
