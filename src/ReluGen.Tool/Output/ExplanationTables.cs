using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Tool.Commands;
using Spectre.Console;

namespace ReluGen.Tool.Output;

/// <summary>What <c>explain</c> shows to a person.</summary>
internal static class ExplanationTables
{
    // What is cut off here is in the JSON.
    private const int MostInputs = 12;
    private const int MostOutputs = 4;
    private const int MostPatternCharacters = 60;

    public static void Write(TextWriter output, IReadOnlyList<string> names, int number, RowExplanation row)
    {
        string pattern = row.Evaluation.Pattern.ToString();
        pattern = pattern.Length <= MostPatternCharacters ? pattern : pattern[..MostPatternCharacters] + "…";
        string outputs = string.Join(", ", row.Evaluation.Outputs.Take(MostOutputs).Select(Short)) + (row.Contributions.Length > MostOutputs ? ", …" : "");
        PlainConsole.Write(output, console =>
        {
            console.Write(new Text(FormattableString.Invariant($"row {number}: output {outputs}, pattern {pattern}\n")));
            console.Write(Contributions(names, row));
            if (row.Radius is { } radius)
            {
                console.Write(new Text(double.IsPositiveInfinity(radius)
                    ? "The explanation holds everywhere.\n\n"
                    : radius > 0
                    ? $"The explanation holds for every input nearer than {Short(radius)}.\n\n"
                    : "The row lies on a boundary, or nearer than rounding can tell; the explanation need not hold around it.\n\n"));
            }
        });
    }

    private static Table Contributions(IReadOnlyList<string> names, RowExplanation row)
    {
        int outputs = Math.Min(MostOutputs, row.Contributions.Length);
        Table table = new Table().Border(TableBorder.Simple).AddColumns("input", "value");
        for (int o = 0; o < outputs; o++)
        {
            table.AddColumn(row.Contributions.Length == 1 ? "contributes" : "to output " + o.ToString(CultureInfo.InvariantCulture));
        }

        if (row.Ranges is not null)
        {
            table.AddColumn("may move alone");
        }

        int[] largest = [.. Enumerable.Range(0, names.Count).OrderByDescending(j => row.Contributions.Max(c => Math.Abs(c[j]))).Take(MostInputs)];
        foreach (int j in largest)
        {
            string[] range = row.Ranges is { } ranges ? [Range(ranges[j])] : [];
            Add(table, [SafeText.OneLine(names[j]), Short(row.Input[j]), .. row.Contributions.Take(outputs).Select(c => Short(c[j])), .. range]);
        }

        if (largest.Length < names.Count)
        {
            Add(table, [$"and {names.Count - largest.Length} more", "", .. row.Contributions.Take(outputs).Select(c => Short(c.Sum() - largest.Sum(j => c[j])))]);
        }

        Add(table, ["bias", "", .. row.Evaluation.Bias.Take(outputs).Select(Short)]);
        return table;
    }

    private static string Range(MovementRange range) => (double.IsPositiveInfinity(range.Down) ? "any" : "-" + Short(range.Down)) + " … " + (double.IsPositiveInfinity(range.Up) ? "any" : "+" + Short(range.Up));

    private static void Add(Table table, IEnumerable<string> cells)
    {
        string[] all = [.. cells];
        table.AddRow([.. all.Concat(Enumerable.Repeat("", table.Columns.Count - all.Length)).Select(static cell => new Text(cell))]);
    }

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
