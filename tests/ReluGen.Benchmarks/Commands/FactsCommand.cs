using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Tool.Timing;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>facts</c>: what the analysis for diagnostics adds to the time of the generator.</summary>
internal static class FactsCommand
{
    private const int Seed = 8;

    private const int FreshProcesses = 7;
    private const string Without = "none";
    private const string With = "summary";
    private const string OnceOption = "--once";

    public static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "A model; without one the shape of MNIST 256x6 with seeded weights.", Arity = ArgumentArity.ZeroOrOne };
        var runs = new Option<int>("--runs") { Description = "How often.", DefaultValueFactory = static _ => 25 };
        var once = new Option<string?>(OnceOption) { Description = "Times one run in this process, with diagnostics none or summary, and prints only the milliseconds." };
        var command = new Command("facts", "Times the generator with and without the analysis for diagnostics, on the domain [0, 1].") { model, runs, once };
        command.SetAction(parsed => parsed.GetValue(once) is { } detail
            ? RunOnce(parsed.GetValue(model), detail)
            : Run(parsed.GetValue(model), parsed.GetValue(runs)));
        return command;
    }

    private static int Run(string? model, int runs)
    {
        string text = TextOf(model, out long parameters);
        var without = new List<double>();
        var with = new List<double>();
        for (int run = 0; run <= runs; run++)
        {
            without.Add(TimeOf(text, Without));
            with.Add(TimeOf(text, With));
        }

        Console.WriteLine(FormattableString.Invariant($"{parameters} parameters"));
        Report($"best of {runs}", without.Skip(1).Min(), with.Skip(1).Min());

        // Side by side, so that what else the machine does meets both.
        without.Clear();
        with.Clear();
        for (int process = 0; process < FreshProcesses; process++)
        {
            without.Add(TimeInFreshProcess(model, Without));
            with.Add(TimeInFreshProcess(model, With));
        }

        Report($"first run in a process, best of {FreshProcesses}", without.Min(), with.Min());
        return 0;
    }

    private static void Report(string what, double generation, double both) => Console.WriteLine(FormattableString.Invariant(
        $"{what}: generation {generation:F1} ms, with diagnostics {both:F1} ms: {100 * (both / generation - 1):F1} % more"));

    private static int RunOnce(string? model, string detail)
    {
        Console.WriteLine(TimeOf(TextOf(model, out _), detail).ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static double TimeInFreshProcess(string? model, string detail)
    {
        string[] ofModel = model is null ? [] : [model];
        ProcessStartInfo start = OwnProgram.With(["facts", .. ofModel, OnceOption, detail]);
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{start.FileName} ended with code {child.ExitCode}.");
    }

    private static string TextOf(string? model, out long parameters)
    {
        Network network = model is null ? SeededNetwork.Of(Seed, 784, 256, 256, 256, 256, 256, 256, 10) : ModelFile.Read(model).Network;
        parameters = network.ParameterCount;
        InputFeature[] unit = [.. network.Inputs.Select(static input => input with { Lower = 0, Upper = 1 })];
        return NetworkWriter.Write(new NetworkDocument(new Network(unit, network.Stages, network.Output)));
    }

    private static double TimeOf(string text, string diagnostics)
    {
        var run = new GeneratorRun(text, diagnostics);
        GC.Collect();
        double start = ThreadClock.Now;
        run.Execute();
        return (ThreadClock.Now - start) / 1e6;
    }
}
