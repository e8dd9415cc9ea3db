using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Networks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReluGen.Tool.Output;

/// <summary>What <c>identify</c> shows to a person: a row a question with its answer and reason, and why parameters cannot be seen.</summary>
internal static class IdentifyTables
{
    // Of long lists a person needs the beginning; --json has all.
    private const int MostCauses = 40;

    public static void Write(TextWriter output, Network network, InputBox? box, IdentifiabilityFindings report) =>
        PlainConsole.Write(output, console => WriteTo(console, network, box, report));

    private static void WriteTo(IAnsiConsole console, Network network, InputBox? box, IdentifiabilityFindings report)
    {
        RankReport dimension = report.FunctionalDimension;
        Line(console, IdentifyText.Size(network, report));
        Line(console, IdentifyText.Dimension(report));
        if (box is null)
        {
            Line(console, "No domain is known, so that points are drawn from an interval around 0; --domain or --samples says where.");
        }

        console.Write(Answers(report));
        Line(console, IdentifyText.Conclusion(report));
        if (dimension.Unseen.Count > 0)
        {
            console.WriteLine();
            Line(console, IdentifyText.Missing(report) + ":");
            console.Write(Causes(dimension.Unseen));
        }
    }

    private static Table Answers(IdentifiabilityFindings report)
    {
        Table table = NewTable("question", "answer", "why");
        foreach ((string question, string answer, string why) in IdentifyText.Answers(report))
        {
            table.AddRow(Cell(question), Cell(answer), Cell(why));
        }

        return table;
    }

    private static Table Causes(IReadOnlyList<UnseenParameters> causes)
    {
        Table table = NewTable("stage", "neuron", "dimensions", "why");
        foreach (UnseenParameters cause in causes.Take(MostCauses))
        {
            table.AddRow(Cell(cause.Stage == 0 ? "input" : Number(cause.Stage)), Cell(Number(cause.Neuron)), Cell(Number(cause.Count)), Cell(IdentifyText.Why(cause)));
        }

        if (causes.Count > MostCauses)
        {
            table.AddRow(Cell("…"), Cell(""), Cell(Number(causes.Skip(MostCauses).Sum(static cause => cause.Count))), Cell($"{Number(causes.Count - MostCauses)} more causes (--json lists all)"));
        }

        return table;
    }

    private static Table NewTable(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    private static IRenderable Cell(string text) => new Text(SafeText.OneLine(text));

    private static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
