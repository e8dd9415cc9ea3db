using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Timing;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>facts</c>: what the analysis for diagnostics adds to the time of the generator.</summary>
internal static class FactsCommand
{
    private const int Seed = 8;

    public static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "A model; without one the shape of MNIST 256x6 with seeded weights.", Arity = ArgumentArity.ZeroOrOne };
        var runs = new Option<int>("--runs") { Description = "How often.", DefaultValueFactory = static _ => 25 };
        var command = new Command("facts", "Times the generator with and without the analysis for diagnostics, on the domain [0, 1].") { model, runs };
        command.SetAction(parsed => Run(parsed.GetValue(model), parsed.GetValue(runs)));
        return command;
    }

    private static int Run(string? model, int runs)
    {
        Network network = model is null ? SeededNetwork.Of(Seed, 784, 256, 256, 256, 256, 256, 256, 10) : ModelFile.Read(model).Network;
        InputFeature[] unit = [.. network.Inputs.Select(static input => input with { Lower = 0, Upper = 1 })];
        string text = NetworkWriter.Write(new NetworkDocument(new Network(unit, network.Stages, network.Output)));
        var without = new List<double>();
        var with = new List<double>();
        for (int run = 0; run <= runs; run++)
        {
            without.Add(TimeOf(text, "none"));
            with.Add(TimeOf(text, "summary"));
        }

        double generation = without.Skip(1).Min();
        double both = with.Skip(1).Min();
        Console.WriteLine(FormattableString.Invariant($"{network.ParameterCount} parameters"));
        Console.WriteLine(FormattableString.Invariant($"best of {runs}: generation {generation:F1} ms, with diagnostics {both:F1} ms: {100 * (both / generation - 1):F1} % more"));
        Console.WriteLine(FormattableString.Invariant(
            $"first run in a process: generation {without[0]:F1} ms, diagnostics {with[0] - generation:F1} ms: {100 * (with[0] - generation) / without[0]:F1} % more"));
        return 0;
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
