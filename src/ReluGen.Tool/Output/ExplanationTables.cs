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
    private const int MostPatternCharacters = 60;
    private const int MostMoved = 4;

    public static void Write(TextWriter output, IReadOnlyList<string> names, int number, RowExplanation row) => PlainConsole.Write(output, console =>
    {
        string outputs = string.Join(", ", row.Outputs.Take(MostOutputs).Select(static value => Short(value))) + (row.Outputs.Length > MostOutputs ? ", …" : "");
        Line(console, FormattableString.Invariant($"row {number}: output {outputs}, pattern {Pattern(row.Pattern)}"));
        console.Write(Contributions(names, row));
        OutputParts worst = row.Parts.MaxBy(static parts => parts.Error)!;
        Line(console, $"Contributions: {worst.Attribution}; with the baseline they are the output within {Short(worst.Error)}.");
        Line(console, Bits(row));
        Line(console, Counterfactual(names, row));
        if (row.Geometry is { } geometry)
        {
            Line(console, Radius(geometry));
            IEnumerable<FacetRow> facets = geometry.Facets ?? (geometry.Nearest is { } nearest ? [nearest] : []);
            foreach (FacetRow facet in facets)
            {
                Line(console, Facet(facet));
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

    private static string Bits(RowExplanation row) => row.Margins switch
    {
        { BitCount: 0 } => "There are no hidden neurons.",
        { IsCertified: true } margins => $"All {Number(margins.BitCount)} bits are certain: neuron {Number(margins.Weakest)} is the nearest to 0, at {Short(margins.LeastRatio)} times its rounding error.",
        var margins => $"{Number(margins.BitCount - margins.CertifiedCount)} of {Number(margins.BitCount)} bits lie within the rounding error of 0: {string.Join(", ", row.Uncertain.Take(MostInputs))}.",
    };

    private static string Counterfactual(IReadOnlyList<string> names, RowExplanation row)
    {
        CounterfactualRow counterfactual = row.Counterfactual;
        string goal = counterfactual.Against < 0
            ? $"output {Short(counterfactual.Threshold)}"
            : $"a tie of outputs {Number(counterfactual.Output)} and {Number(counterfactual.Against)}";
        if (!double.IsFinite(counterfactual.Nearest.Distance))
        {
            return $"No change within the region gives {goal}.";
        }

        int[] moved = [.. Enumerable.Range(0, names.Count).OrderByDescending(j => Math.Abs(counterfactual.Target[j] - row.Input[j])).Where(j => counterfactual.Target[j] != row.Input[j]).Take(MostMoved)];
        string moves = string.Join(", ", moved.Select(j => $"{SafeText.OneLine(names[j])} {Short(counterfactual.Target[j])}"));
        bool stays = row.Geometry?.StaysInRegion ?? counterfactual.Nearest.StaysInRegion;
        string verdict = stays ? "still in this region" : $"but the region ends after {Short(100 * counterfactual.Nearest.Reach)} % of the way";
        return $"The nearest input with {goal} by this map is {Short(counterfactual.Nearest.Distance)} away ({moves}), {verdict}.";
    }

    private static string Radius(RowGeometry geometry) => geometry.Radius switch
    {
        double.PositiveInfinity => "The explanation holds everywhere.",
        > 0 => $"The explanation holds for every input nearer than {Short(geometry.Radius)}, or if no input moves by {Short(geometry.MaximumRadius)}.",
        _ => "The row lies on a boundary, or nearer than rounding can tell; the explanation need not hold around it.",
    };

    private static string Facet(FacetRow facet)
    {
        string place = $"At {Short(facet.Boundary.Distance)}, {SafeText.OneLine(facet.Boundary.ToString())}";
        return facet.Crossing is { } crossing
            ? $"{place}: beyond it, in {Pattern(crossing.Neighbour.ToString())}, the slope across changes by {string.Join(", ", crossing.Jumps.Take(MostOutputs).Select(Short))}."
            : place + ".";
    }

    private static string Pattern(string pattern) => pattern.Length <= MostPatternCharacters ? pattern : pattern[..MostPatternCharacters] + "…";

    private static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Range(MovementRange range) => (double.IsPositiveInfinity(range.Down) ? "any" : "-" + Short(range.Down)) + " … " + (double.IsPositiveInfinity(range.Up) ? "any" : "+" + Short(range.Up));

    private static void Add(Table table, IEnumerable<string> cells)
    {
        string[] all = [.. cells];
        table.AddRow([.. all.Concat(Enumerable.Repeat("", table.Columns.Count - all.Length)).Select(static cell => new Text(cell))]);
    }

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
