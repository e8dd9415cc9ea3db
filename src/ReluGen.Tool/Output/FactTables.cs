using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;
using ReluGen.Core.Simplification;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReluGen.Tool.Output;

/// <summary>What <c>check</c> shows to a person: one row a kind and stage, the neurons listed, and counts for each stage.</summary>
internal static class FactTables
{
    // Of long lists a person needs the beginning; --json has all.
    private const int MostNeurons = 12;

    public static void Write(TextWriter output, InputBox? box, DegeneracyReport report, SimplifiedNetwork simplified) =>
        PlainConsole.Write(output, console => WriteTo(console, box, report, simplified));

    private static void WriteTo(IAnsiConsole console, InputBox? box, DegeneracyReport report, SimplifiedNetwork simplified)
    {
        if (report.Facts.Count > 0)
        {
            console.Write(Findings(report.Facts));
        }

        if (report.Stages.Count > 0)
        {
            console.Write(Stages(report.Stages));
        }

        console.Write(Cell(Summary(report.Facts) + (box is null
            ? " No domain is known, so these hold for any input; --domain or --samples finds more."
            : "")));
        console.WriteLine();
        if (!simplified.IsUnchanged)
        {
            console.Write(Cell(Saving(box, simplified)));
            console.WriteLine();
        }
    }

    private static Table Findings(IReadOnlyList<Fact> facts)
    {
        Table table = NewTable("severity", "id", "kind", "stage", "what");
        foreach (IGrouping<(FactKind Kind, int Stage), Fact> group in facts
            .GroupBy(static fact => (fact.Kind, fact.Stage))
            .OrderByDescending(static group => group.Key.Kind.Severity)
            .ThenBy(static group => group.Key.Stage)
            .ThenBy(static group => group.Key.Kind.Id, StringComparer.Ordinal))
        {
            FactKind kind = group.Key.Kind;
            table.AddRow(
                Cell(FactJson.NameOf(kind.Severity)),
                Cell(kind.Id),
                Cell(kind.Slug),
                Cell(group.Key.Stage == 0 ? "" : Number(group.Key.Stage)),
                Cell(group.Count() == 1 ? group.First().Message : Places(kind, group.Key.Stage, group)));
        }

        return table;
    }

    private static Table Stages(IReadOnlyList<StageCounts> stages)
    {
        Table table = NewTable("stage", "neurons", "dead", "always active", "crossing", "undecided");
        foreach (StageCounts stage in stages)
        {
            table.AddRow([.. new[] { stage.Stage, stage.Neurons, stage.Dead, stage.AlwaysActive, stage.Crossing, stage.Undecided }.Select(static n => Cell(Number(n)))]);
        }

        return table;
    }

    private static string Places(FactKind kind, int stage, IEnumerable<Fact> facts)
    {
        string[] places = [.. facts.Select(static fact => fact.Neurons.Count == 1 ? Number(fact.Neurons[0]) : "(" + string.Join(", ", fact.Neurons) + ")")];
        return $"{kind.Title}, {Number(places.Length)} times: {(stage == 0 ? "inputs" : "neurons")} {string.Join(", ", places.Take(MostNeurons))}{(places.Length > MostNeurons ? ", …" : "")}";
    }

    private static string Summary(IReadOnlyList<Fact> facts)
    {
        int[] counts = [.. new[] { FactSeverity.Error, FactSeverity.Warning, FactSeverity.Info }.Select(severity => facts.Count(fact => fact.Kind.Severity == severity))];
        return $"{Count(counts[0], "error")}, {Count(counts[1], "warning")}, {Count(counts[2], "note")}.";
    }

    private static string Saving(InputBox? box, SimplifiedNetwork simplified)
    {
        Network original = simplified.Original;
        return FormattableString.Invariant($"Simplify=\"true\"{(box is null ? "" : " on an item with this box as its Domain")} saves {simplified.SavedNeurons} of {original.HiddenNeuronCount} neurons, ")
            + FormattableString.Invariant($"{simplified.SavedParameters} of {original.ParameterCount} weights and biases, ")
            + FormattableString.Invariant($"{simplified.SavedMultiplyAdds} of {SimplifiedNetwork.MultiplyAdds(original)} multiply-adds.");
    }

    private static Table NewTable(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    /// <summary>Text with names of a model file in it: one line, and no markup.</summary>
    private static IRenderable Cell(string text) => new Text(SafeText.OneLine(text));

    private static string Count(int count, string what) => Number(count) + " " + what + (count == 1 ? "" : "s");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
