using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Generator.Planning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReluGen.Tool.Output;

/// <summary>What <c>inspect</c> shows to a person.</summary>
internal static class ModelTables
{
    // Of long lists a person needs the beginning; --json has all.
    private const int MostRows = 24;

    public static void Write(TextWriter output, ImportedModel model, KernelPlan? plan) =>
        PlainConsole.Write(output, console => WriteTo(console, model, plan));

    private static void WriteTo(IAnsiConsole console, ImportedModel model, KernelPlan? plan)
    {
        console.Write(Summary(model));
        console.Write(Stages(model.Network));
        console.Write(Inputs(model));
        if (model.Activations.Count > 0)
        {
            console.Write(Activations(model.Activations));
        }

        if (plan is not null)
        {
            PlanTables.Write(console, plan);
        }
    }

    private static Grid Summary(ImportedModel model)
    {
        Network network = model.Network;
        Grid grid = new Grid().AddColumn().AddColumn();
        Line("format", model.Format);
        Line("source", network.Origin.FileName);
        Line("sha256", network.Origin.Sha256.Length == 0 ? "unknown" : network.Origin.Sha256);
        Line("sizes", $"{Count(network.InputCount, "input")}, {Count(network.HiddenNeuronCount, "hidden neuron")}, "
            + $"{Count(network.OutputCount, "output")}, {Count(network.ParameterCount, "parameter")}");
        Line("link", LinkNames.Of(network.Link));
        if (model.ClassLabels.Count > 0)
        {
            string more = model.ClassLabels.Count > MostRows ? ", …" : "";
            Line("classes", string.Join(", ", model.ClassLabels.Take(MostRows)) + more);
        }

        if (model.Document.Samples is { } samples)
        {
            Line("samples", $"{samples.FileName}: {Count(samples.RowCount, "row")} in {Count(samples.VisitedCount, "region")}");
        }

        if (model.Document.Complete is { } complete)
        {
            Line("regions", $"{Count(complete.RegionCount, "region")} in the domain, all listed");
        }

        return grid;

        void Line(string name, string value) => grid.AddRow(Cell(name), Cell(value));
    }

    private static Table Stages(Network network)
    {
        Table table = NewTable("stage", "neurons", "activation", "reads");
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            table.AddRow(Cell(Number(l)), Cell(Number(stage.Width)), Cell(stage.IsRelu ? "relu" : "leaky relu"), Cell(Sources(stage)));
        }

        AffineStage output = network.Output;
        return table.AddRow(Cell("output"), Cell(Number(output.Width)), Cell("none"), Cell(Sources(output)));
    }

    private static Table Inputs(ImportedModel model)
    {
        string?[] units = [.. model.Features.SelectMany(static feature => feature.Inputs.Select(_ => feature.Unit))];
        bool hasUnits = units.Any(static unit => unit is not null);
        Table table = hasUnits ? NewTable("input", "lower", "upper", "unit") : NewTable("input", "lower", "upper");
        for (int j = 0; j < Math.Min(MostRows, model.Network.InputCount); j++)
        {
            InputFeature input = model.Network.Inputs[j];
            IRenderable[] unit = hasUnits ? [Cell(units[j] ?? "")] : [];
            table.AddRow([Cell(input.Name), Cell(Number(input.Lower)), Cell(Number(input.Upper)), .. unit]);
        }

        return WithRest(table, model.Network.InputCount);
    }

    private static Table Activations(IReadOnlyList<ActivationGroup> groups)
    {
        Table table = NewTable("node", "operator", "neurons");
        foreach (ActivationGroup group in groups.Take(MostRows))
        {
            table.AddRow(Cell(group.Node), Cell(group.Operator), Cell(Range(group.Neurons)));
        }

        return WithRest(table, groups.Count);
    }

    private static Table NewTable(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    private static Table WithRest(Table table, int count)
    {
        if (count > MostRows)
        {
            table.AddRow(Cell($"and {Number(count - MostRows)} more (--json lists all)"));
        }

        return table;
    }

    /// <summary>Text of a model file: one line, and no markup.</summary>
    private static IRenderable Cell(string text) => new Text(SafeText.OneLine(text));

    private static string Sources(AffineStage stage)
    {
        IEnumerable<string> sources = stage.Blocks.Select(static block =>
            (block.Source == 0 ? "input" : "stage " + Number(block.Source)) + " (" + Number(block.Columns) + ")");
        return string.Join(", ", sources.DefaultIfEmpty("nothing"));
    }

    /// <summary>Bits of the pattern: <c>4–6</c> where they are consecutive, else how many, from the least to the greatest.</summary>
    private static string Range(IReadOnlyList<int> neurons)
    {
        if (neurons.Count == 0)
        {
            return "none";
        }

        int least = neurons.Min();
        int greatest = neurons.Max();
        string range = least == greatest ? Number(least) : $"{Number(least)}–{Number(greatest)}";
        return greatest - least + 1 == neurons.Count ? range : $"{Number(neurons.Count)} of {range}";
    }

    private static string Count(long count, string what) => Number(count) + " " + what + (count == 1 ? "" : "s");

    private static string Number(double value) =>
        double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : value.ToString("R", CultureInfo.InvariantCulture);
}
