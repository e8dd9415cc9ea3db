using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Explanations;
using ReluGen.Tool.Explanations;
using Spectre.Console;

namespace ReluGen.Tool.Output;

/// <summary>What <c>explain</c> shows to a person.</summary>
internal static class ExplanationTables
{
    // What is cut off here is in the JSON.
    private const int MostInputs = 12;
    private const int MostOutputs = 4;

    /// <param name="output">Where it goes.</param>
    /// <param name="names">Names of the inputs.</param>
    /// <param name="labels">Names of the classes that the outputs stand for; empty where there are none.</param>
    /// <param name="number">Number of the row, from 1.</param>
    /// <param name="row">The row.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> names, IReadOnlyList<string> labels, int number, RowExplanation row) => PlainConsole.Write(output, console =>
    {
        string outputs = string.Join(", ", row.Outputs.Take(MostOutputs).Select(static value => Short(value))) + (row.Outputs.Length > MostOutputs ? ", …" : "");
        Line(console, FormattableString.Invariant($"row {number}: output {outputs}{(row.ClassOf(labels) is { } label ? $" (class {SafeText.OneLine(label)})" : "")}, pattern {ExplanationText.Pattern(row.Pattern)}"));
        console.Write(Contributions(names, row));
        OutputParts worst = row.Parts.MaxBy(static parts => parts.Error)!;
        Line(console, $"Contributions: {worst.Attribution}; with the baseline they are the output within {Short(worst.Error)}.");
        Line(console, ExplanationText.Bits(row));
        Line(console, ExplanationText.Counterfactual(names, row));
        if (row.Geometry is { } geometry)
        {
            Line(console, ExplanationText.Radius(geometry));
            IEnumerable<FacetRow> facets = geometry.Facets ?? (geometry.Nearest is { } nearest ? [nearest] : []);
            foreach (FacetRow facet in facets)
            {
                Line(console, ExplanationText.Facet(facet));
            }
        }

        console.WriteLine();
    });

    private static Table Contributions(IReadOnlyList<string> names, RowExplanation row)
    {
        OutputParts[] shown = [.. row.Parts.Take(MostOutputs)];
        Table table = new Table().Border(TableBorder.Simple).AddColumns("input", "value");
        for (int o = 0; o < shown.Length; o++)
        {
            table.AddColumn(row.Parts.Count == 1 ? "contributes" : "to output " + o.ToString(CultureInfo.InvariantCulture));
        }

        IReadOnlyList<MovementRange>? ranges = row.Geometry?.Ranges;
        if (ranges is not null)
        {
            table.AddColumn("may move alone");
        }

        int[] largest = [.. Enumerable.Range(0, names.Count).OrderByDescending(j => row.Parts.Max(parts => Math.Abs(parts.Contributions[j]))).Take(MostInputs)];
        foreach (int j in largest)
        {
            string[] range = ranges is null ? [] : [Range(ranges[j])];
            Add(table, [SafeText.OneLine(names[j]), Short(row.Input[j]), .. shown.Select(parts => Short(parts.Contributions[j])), .. range]);
        }

        if (largest.Length < names.Count)
        {
            Add(table, [$"and {names.Count - largest.Length} more", "", .. shown.Select(parts => Short(parts.Contributions.Sum() - largest.Sum(j => parts.Contributions[j])))]);
        }

        string baseline = row.Parts[0].Attribution.Reference == ReferenceKind.Zero ? "bias" : "baseline";
        Add(table, [baseline, "", .. shown.Select(static parts => Short(parts.Attribution.Baseline))]);
        return table;
    }

    private static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    private static string Range(MovementRange range) => (double.IsPositiveInfinity(range.Down) ? "any" : "-" + Short(range.Down)) + " … " + (double.IsPositiveInfinity(range.Up) ? "any" : "+" + Short(range.Up));

    private static void Add(Table table, IEnumerable<string> cells)
    {
        string[] all = [.. cells];
        table.AddRow([.. all.Concat(Enumerable.Repeat("", table.Columns.Count - all.Length)).Select(static cell => new Text(cell))]);
    }

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
