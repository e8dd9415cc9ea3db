using System;
using System.CommandLine;
using System.IO;
using System.Text.RegularExpressions;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Timing;
using ReluGen.Tool.Timing;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>pattern-cost</c>: what it costs to store the activation pattern of a row, by the same kernels without the stores.</summary>
internal static partial class PatternCostCommand
{
    private const string TimingName = "time-pattern-cost";
    private const string WithStores = ".with.dll";
    private const string WithoutStores = ".without.dll";
    private const int Windows = 401;

    private static readonly string[] Names = ["T", "S", "A", "B", "M", "L"];

    public static Command Create()
    {
        var command = new Command("pattern-cost", "Times single rows with and without the stores of the pattern.");
        command.SetAction(_ => Run());
        return command;
    }

    /// <summary>The part that runs in a process of its own; hidden.</summary>
    public static Command CreateTiming()
    {
        var folder = new Argument<string>("folder");
        var command = new Command(TimingName) { folder };
        command.Hidden = true;
        command.SetAction(parsed => Time(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Run()
    {
        string folder = Directory.CreateTempSubdirectory("relugen-benchmarks-").FullName;
        try
        {
            foreach (string name in Names)
            {
                BenchmarkNetwork network = BenchmarkNetwork.Of(name);
                GeneratedAssembly.Compile(network, static code => code, Path.Combine(folder, name + WithStores));
                GeneratedAssembly.Compile(network, static code => Stores().Replace(code, ""), Path.Combine(folder, name + WithoutStores));
            }

            return TimingProcess.Run(TimingName, folder) ?? 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Time(string folder)
    {
        PinnedCore.Take();
        foreach (string name in Names)
        {
            using var workload = new Workload(BenchmarkNetwork.Of(name));
            using var with = new GeneratedContender("with", Path.Combine(folder, name + WithStores), workload, isFused: false);
            using var without = new GeneratedContender("without", Path.Combine(folder, name + WithoutStores), workload, isFused: false);
            Measurement[] times = Interleaved.Measure(
                [new Trial(calls => with.Single(workload.Rotation, calls), 1), new Trial(calls => without.Single(workload.Rotation, calls), 1)], Windows);
            Console.WriteLine(FormattableString.Invariant(
                $"{name}: {times[0].Median:F1} ns with the pattern, {times[1].Median:F1} ns without: {100 * ((times[0].Median / times[1].Median) - 1):F1} % (least: {100 * ((times[0].Minimum / times[1].Minimum) - 1):F1} %)"));
        }

        return 0;
    }

    /// <summary>The lines at the end of a kernel that join the masks of the stages to the words of the pattern.</summary>
    [GeneratedRegex(@"^\s*pattern\[\d+\] = .*;$", RegexOptions.Multiline)]
    private static partial Regex Stores();
}
