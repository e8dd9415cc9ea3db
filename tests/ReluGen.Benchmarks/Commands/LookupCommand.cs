using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Lookups;
using ReluGen.Benchmarks.Reports;
using Spectre.Console;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>lookup</c>: the static table of regions against dictionaries with the same keys.</summary>
internal static class LookupCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Also print the report as one line of JSON, the last line of stdout." };
        var command = new Command("lookup", "Times the look-up in the table of regions against dictionaries with the same keys.") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command;
    }

    private static int Run(bool json)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-benchmarks-").FullName;
        try
        {
            foreach (LookupTable table in LookupTable.All())
            {
                Console.Error.WriteLine($"{table.Name}: {table.Document.Regions.Count} regions, compiling …");
                GeneratedAssembly.Compile(table.Document, LookupDriver.Of(WordsOf(table)), TimingOrder.AssemblyOf(folder, table.Name, fma: false));
            }

            if (TimingProcess.Run(TimeLookupsCommand.Name, folder) is { } failure)
            {
                return failure;
            }

            LookupReport report = LookupReport.FromJson(File.ReadAllText(Path.Combine(folder, TimingOrder.ReportFile)));
            Print(report);
            if (json)
            {
                Console.WriteLine(report.ToJson());
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Words of the patterns of a table.</summary>
    public static int WordsOf(LookupTable table) => table.Document.Regions[0].Pattern.Words.Length;

    private static void Print(LookupReport report)
    {
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns("network", "regions", "words", "patterns", "ReluGen ns", "FrozenDictionary ns", "… of words ns", "Dictionary ns");
        foreach (LookupRow row in report.Rows)
        {
            string[] counts = [row.Regions.ToString(CultureInfo.InvariantCulture), row.Words.ToString(CultureInfo.InvariantCulture)];
            string[] others = new[] { row.Frozen, row.FrozenWords, row.Dictionary }
                .Select(ns => string.Create(CultureInfo.InvariantCulture, $"{ns:F2} ({ns / row.Ns:F1}×)")).ToArray();
            table.AddRow([row.Table, .. counts, row.Patterns, row.Ns.ToString("F2", CultureInfo.InvariantCulture), .. others]);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("Medians in ns a look-up; in brackets: how many times ours. No loop allocated anything.");
    }
}
