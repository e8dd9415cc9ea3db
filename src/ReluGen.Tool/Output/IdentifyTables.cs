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
    /// <summary>Whose words the global conditions are.</summary>
    public const string WordingNote = "conditions as stated in our docs (docs/identifiability.md), after Bona-Pellissier, Bachoc and Malgouyres";

    // Of long lists a person needs the beginning; --json has all.
    private const int MostCauses = 40;
    private const int MostOthers = 6;

    public static void Write(TextWriter output, Network network, InputBox? box, IdentifiabilityReport report) =>
        PlainConsole.Write(output, console => WriteTo(console, network, box, report));

    private static void WriteTo(IAnsiConsole console, Network network, InputBox? box, IdentifiabilityReport report)
    {
        RankReport dimension = report.FunctionalDimension;
        Line(console, $"{Number(network.ParameterCount)} parameters, {Number(network.HiddenNeuronCount)} hidden neurons: the largest possible rank is {Number(dimension.Expected)}.");
        Line(console, $"Functional dimension {(report.IsDimensionExact ? "" : "at least ")}{Number(dimension.Rank)}: {Sample(report)}.");
        if (box is null)
        {
            Line(console, "No domain is known, so that points are drawn from an interval around 0; --domain or --samples says where.");
        }

        console.Write(Answers(report));
        Line(console, report.Global.Conclusion + (report.Global.Conditions.Count == 0 ? "" : $" (P: {WordingNote})"));
        if (dimension.Unseen.Count > 0)
        {
            console.WriteLine();
            Line(console, $"Why {Number(dimension.Unseen.Sum(static cause => cause.Count))} dimensions of the parameters cannot be seen:");
            console.Write(Causes(dimension.Unseen));
        }
    }

    private static string Sample(IdentifiabilityReport report) => report.IsDecisive
        ? $"{Number(report.FunctionalDimension.Points)} points that span all {Number(report.RegionCount!.Value)} regions of the domain"
        : $"{Number(report.FunctionalDimension.Points)} random points";

    private static Table Answers(IdentifiabilityReport report)
    {
        Table table = NewTable("question", "answer", "why");
        Row(table, $"local, at {Number(report.Local.Points)} points, rank {Number(report.Local.Rank)}", IdentifyJson.NameOf(report.Local.Verdict), report.Local.Reason);
        if (report.Shallow is { } shallow)
        {
            Row(table, "one hidden stage, from the function", IdentifyJson.NameOf(shallow.Verdict), shallow.Reason);
        }

        foreach (Condition condition in (report.Shallow?.Conditions ?? []).Concat(report.Global.Conditions))
        {
            Row(table, $"({condition.Name}) stage {Number(condition.Stage)}", IdentifyJson.NameOf(condition.State), condition.Reason);
        }

        return table;
    }

    private static Table Causes(IReadOnlyList<UnseenParameters> causes)
    {
        Table table = NewTable("stage", "neuron", "dimensions", "why");
        foreach (UnseenParameters cause in causes.Take(MostCauses))
        {
            table.AddRow(Cell(cause.Stage == 0 ? "input" : Number(cause.Stage)), Cell(Number(cause.Neuron)), Cell(Number(cause.Count)), Cell(Why(cause)));
        }

        if (causes.Count > MostCauses)
        {
            table.AddRow(Cell("…"), Cell(""), Cell(Number(causes.Skip(MostCauses).Sum(static cause => cause.Count))), Cell($"{Number(causes.Count - MostCauses)} more causes (--json lists all)"));
        }

        return table;
    }

    private static string Why(UnseenParameters cause) => cause.Mechanism switch
    {
        UnseenMechanism.NeverActive => "never active: neither its weights nor those that read it are seen",
        UnseenMechanism.NotRead => "nothing that reaches an output reads it",
        UnseenMechanism.ZeroInput => "the input is always 0",
        UnseenMechanism.NeverTogether => "never active together with " + Others(cause),
        UnseenMechanism.AlwaysActive => "always active: its affine map can move to " + Others(cause),
        UnseenMechanism.SharedHyperplane => "shares its hyperplane with another neuron: seen together with " + Others(cause),
        UnseenMechanism.NarrowImage => "where it is seen, what it reads lies in a smaller affine space",
        _ => "changes cancel with those of " + Others(cause),
    };

    private static string Others(UnseenParameters cause)
    {
        string shown = string.Join(", ", cause.Others.Take(MostOthers).Select(static other => $"{Number(other.Stage)}:{Number(other.Neuron)}"));
        return cause.Others.Count > MostOthers ? shown + ", …" : shown;
    }

    private static void Row(Table table, string question, string answer, string why) => table.AddRow(Cell(question), Cell(answer), Cell(why));

    private static Table NewTable(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    private static IRenderable Cell(string text) => new Text(SafeText.OneLine(text));

    private static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
