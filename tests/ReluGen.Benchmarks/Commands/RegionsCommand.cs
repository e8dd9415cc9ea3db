using System;
using System.CommandLine;
using System.Linq;
using ReluGen.Benchmarks.Regions;
using ReluGen.Benchmarks.Reports;
using Spectre.Console;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>regions</c>: times the enumeration of regions, their exact maps and the check of the certificate on one core and on two.</summary>
internal static class RegionsCommand
{
    private const int Runs = 9;
    private const int QuickRuns = 5;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Also print the report as one line of JSON, the last line of stdout." };
        var quick = new Option<bool>("--quick") { Description = "Seeded networks only, and fewer runs." };
        var command = new Command("regions", "Times the certified enumeration of regions on one core and on two.") { json, quick };
        command.SetAction(parsed => Run(parsed.GetValue(quick), parsed.GetValue(json)));
        return command;
    }

    private static int Run(bool quick, bool json)
    {
        int runs = quick ? QuickRuns : Runs;
        RegionRow[] rows;
        try
        {
            rows = RegionCase.All(quick).SelectMany(item => new RegionTiming(item, runs).Rows()).ToArray();
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine($"wrong answer: {e.Message}");
            return 1;
        }

        var report = new RegionReport(Environment.ProcessorCount, runs, rows);
        report.Print(AnsiConsole.Console);
        if (json)
        {
            Console.WriteLine(report.ToJson());
        }

        return 0;
    }
}
