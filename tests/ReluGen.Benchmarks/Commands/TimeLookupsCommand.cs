using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using ReluGen.Benchmarks.Lookups;
using ReluGen.Benchmarks.Reports;
using ReluGen.Benchmarks.Timing;
using ReluGen.Tool.Timing;

namespace ReluGen.Benchmarks.Commands;

/// <summary>The timing process that <see cref="LookupCommand"/> starts: one thread on one core.</summary>
internal static class TimeLookupsCommand
{
    /// <summary>Name of the command; hidden, since its argument is made by <c>lookup</c>.</summary>
    public const string Name = "time-lookups";

    private const int Windows = 201;

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var command = new Command(Name, "Times prepared tables.") { folder };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Run(string folder)
    {
        // All networks before the core is taken: enumeration uses every core.
        List<LookupTable> tables = [.. LookupTable.All()];
        Console.Error.WriteLine(PinnedCore.Take() is { } core ? $"timing on core {core} …" : "timing; this system does not pin a process to a core …");
        var rows = new List<LookupRow>();
        try
        {
            foreach (LookupTable table in tables)
            {
                string assembly = TimingOrder.AssemblyOf(folder, table.Name, fma: false);
                rows.Add(Row(table, "held", LookupTrials.Hits(assembly, table.Document.Regions).Time(Windows)));
                rows.Add(Row(table, "others", LookupTrials.Misses(assembly, table.Document.Regions).Time(Windows)));
            }
        }
        catch (WrongAnswerException e)
        {
            Console.Error.WriteLine($"wrong answer: {e.Message}");
            return 1;
        }

        File.WriteAllText(Path.Combine(folder, TimingOrder.ReportFile), new LookupReport(rows).ToJson());
        return 0;
    }

    private static LookupRow Row(LookupTable table, string patterns, Measurement[] times) => new(
        table.Name,
        table.Document.Regions.Count,
        LookupCommand.WordsOf(table),
        patterns,
        times[0].Median,
        times[1].Median,
        times[2].Median,
        times[3].Median);
}
