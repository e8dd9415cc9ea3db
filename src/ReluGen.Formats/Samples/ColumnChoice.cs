using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Samples;

/// <summary>Which columns of a CSV file feed which inputs of a network.</summary>
internal static class ColumnChoice
{
    /// <summary>Columns by the names of the features; the first n if the header has none of the names, or the features have no names.</summary>
    /// <remarks>A column with the name of a feature stands for its inputs <c>feature=category</c> where the header has none of these.</remarks>
    /// <returns>Element j is where input j has its value.</returns>
    /// <exception cref="Core.Diagnostics.InputException">There are fewer columns than inputs, some names are missing but not all, or two columns have the name of one input.</exception>
    public static InputColumn[] FromHeader(CsvRows header, Network network, ICollection<string>? notes)
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

        var expanded = Expanded(header, network, columns, repeated);
        string[] missing = network.Inputs.Select(static f => f.Name).Where((name, j) => !columns.ContainsKey(name) && !expanded.ContainsKey(j)).ToArray();
        bool namesSome = missing.Length > 0 && missing.Length < inputs;
        if (header.Count < inputs && missing.Length > 0)
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
            return Enumerable.Range(0, inputs).Select(static column => new InputColumn(column)).ToArray();
        }

        if (network.Inputs.FirstOrDefault(f => repeated.Contains(f.Name)) is { } ambiguous)
        {
            throw header.Error($"two columns are named {DisplayText.Quote(ambiguous.Name)}");
        }

        InputColumn[] chosen = network.Inputs.Select((f, j) => expanded.TryGetValue(j, out InputColumn? category) ? category : new InputColumn(columns[f.Name])).ToArray();
        NoteIgnored(header.Count - chosen.Select(static c => c.Column).Distinct().Count(), notes);
        return chosen;
    }

    /// <summary>The inputs whose category a column names, and that column.</summary>
    private static Dictionary<int, InputColumn> Expanded(CsvRows header, Network network, Dictionary<string, int> columns, HashSet<string> repeated)
    {
        var expanded = new Dictionary<int, InputColumn>();
        foreach ((string feature, int from, int to) in CategoryGroups.Of(network))
        {
            if (!columns.TryGetValue(feature, out int column) || Enumerable.Range(from, to - from).Any(j => columns.ContainsKey(network.Inputs[j].Name)))
            {
                continue;
            }

            if (repeated.Contains(feature))
            {
                throw header.Error($"two columns are named {DisplayText.Quote(feature)}");
            }

            for (int j = from; j < to; j++)
            {
                expanded.Add(j, new InputColumn(column, CategoryGroups.Split(network.Inputs[j].Name)!.Value.Category));
            }
        }

        return expanded;
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
