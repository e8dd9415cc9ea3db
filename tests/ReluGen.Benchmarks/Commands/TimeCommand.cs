using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Peers;
using ReluGen.Benchmarks.Reports;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Commands;

/// <summary>The timing process that <see cref="PeersCommand"/> starts: one thread on one core.</summary>
internal static class TimeCommand
{
    /// <summary>Name of the command; hidden, since its argument is made by <c>peers</c>.</summary>
    public const string Name = "time";

    private const int PeakWindows = 100;

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var command = new Command(Name, "Times prepared networks.") { folder };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Run(string folder)
    {
        TimingOrder order = TimingOrder.Load(folder);
        Console.Error.WriteLine(PinnedCore.Take() is { } core ? $"timing on core {core} …" : "timing; this system does not pin a process to a core …");
        CorePeaks peaks = CorePeaks.Measure(PeakWindows);
        var timed = new List<TimedNetwork>();
        try
        {
            foreach (string name in order.Networks)
            {
                Console.Error.WriteLine($"{name}: verifying and timing …");
                timed.AddRange(TimedNetwork.Time(BenchmarkNetwork.Of(name), order, folder));
            }
        }
        catch (WrongAnswerException e)
        {
            Console.Error.WriteLine($"wrong answer: {e.Message}");
            return 1;
        }

        // Once more: a peak is what the core reached when least disturbed.
        peaks = CorePeaks.Best(peaks, CorePeaks.Measure(PeakWindows));
        ReportRow[] rows = timed.SelectMany(row => row.ToRows()).ToArray();
        var report = new BenchmarkReport(peaks.FmaPeakGflops, LoadBandwidth.Of(peaks), rows);
        File.WriteAllText(Path.Combine(folder, TimingOrder.ReportFile), report.ToJson());
        return 0;
    }
}
