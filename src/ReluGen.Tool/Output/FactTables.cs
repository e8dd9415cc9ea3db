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

        console.Write(Cell(FactText.Summary(report.Facts) + (box is null
            ? " No domain is known, so these hold for any input; --domain or --samples finds more."
            : "")));
        console.WriteLine();
        if (!simplified.IsUnchanged)
        {
            console.Write(Cell(FactText.Saving(box, simplified)));
            console.WriteLine();
        }
    }

    private static Table Findings(IReadOnlyList<Fact> facts)
    {
        Table table = NewTable("severity", "id", "kind", "stage", "what");
        foreach (FactGroup group in FactText.Groups(facts))
        {
            table.AddRow(Cell(FactJson.NameOf(group.Kind.Severity)), Cell(group.Kind.Id), Cell(group.Kind.Slug), Cell(group.Stage == 0 ? "" : Number(group.Stage)), Cell(group.Text));
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

    private static Table NewTable(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    /// <summary>Text with names of a model file in it: one line, and no markup.</summary>
    private static IRenderable Cell(string text) => new Text(SafeText.OneLine(text));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
