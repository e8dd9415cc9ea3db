using System;
using System.CommandLine;
using System.Linq;
using ReluGen.Benchmarks.Identifiability;
using ReluGen.Benchmarks.Reports;
using ReluGen.Benchmarks.Timing;
using Spectre.Console;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>identify</c>: times certified ranks of Jacobians, and how they grow with the number of parameters.</summary>
internal static class IdentifyCommand
{
    private const int PeakWindows = 20;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Also print the report as one line of JSON, the last line of stdout." };
        var quick = new Option<bool>("--quick") { Description = "Seeded networks of up to 3,000 parameters only." };
        var command = new Command("identify", "Times certified ranks of Jacobians, from 7-16-8-1 to ACAS Xu.") { json, quick };
        command.SetAction(parsed =>
        {
            // float64 at half the rate of float32, a multiply-add being two operations.
            double peak = CorePeaks.Measure(PeakWindows).FmaPeakGflops / 4 * Environment.ProcessorCount;
            RankRow[] rows = [.. RankCase.All(parsed.GetValue(quick)).Select(item => item.Measure(peak))];
            var report = new RankBenchmarkReport(Environment.ProcessorCount, peak, rows);
            report.Print(AnsiConsole.Console);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(report.ToJson());
            }
        });
        return command;
    }
}
