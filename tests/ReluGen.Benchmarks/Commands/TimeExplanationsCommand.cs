using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using ReluGen.Benchmarks.Explanations;
using ReluGen.Benchmarks.Timing;
using ReluGen.Core.Text;

namespace ReluGen.Benchmarks.Commands;

/// <summary>The timing process that <see cref="ExplainCommand"/> starts: one thread on one core.</summary>
internal static class TimeExplanationsCommand
{
    /// <summary>Name of the command; hidden, since its argument is made by <c>explain</c>.</summary>
    public const string Name = "time-explanations";

    /// <summary>Number of rows, in the folder.</summary>
    public const string RowsFile = "rows.txt";

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var command = new Command(Name, "Times a prepared network.") { folder };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Run(string folder)
    {
        NetworkDocument document = TitanicNetwork.Document;
        IReadOnlyList<float[]> passengers = TitanicNetwork.Passengers(document);
        int rows = int.Parse(File.ReadAllText(Path.Combine(folder, RowsFile)), CultureInfo.InvariantCulture);
        Console.Error.WriteLine(PinnedCore.Take() is { } core ? $"timing on core {core} …" : "timing; this system does not pin a process to a core …");
        try
        {
            using var trials = new ExplanationTrials(TimingOrder.AssemblyOf(folder, TitanicNetwork.Name, fma: false), document.Network, passengers, rows);
            File.WriteAllText(Path.Combine(folder, TimingOrder.ReportFile), trials.Time().ToJson());
            return 0;
        }
        catch (WrongAnswerException e)
        {
            Console.Error.WriteLine($"wrong answer: {e.Message}");
            return 1;
        }
    }
}
