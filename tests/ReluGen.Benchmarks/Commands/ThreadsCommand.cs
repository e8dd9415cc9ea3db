using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>threads</c>: what several threads make of a large batch, by the wall clock.</summary>
internal static class ThreadsCommand
{
    private const int Runs = 31;

    // However short a run is: until the system has spread the threads over the cores.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private const int Seed = 9;

    private const string Driver =
        $$"""
        public static class Driver
        {
            private static {{GeneratedAssembly.ClassName}}.Pattern[] patterns = [];

            public static void Batch(float[] inputs, float[] outputs, int threads)
            {
                int rows = inputs.Length / {{GeneratedAssembly.ClassName}}.InputCount;
                patterns = patterns.Length == rows ? patterns : new {{GeneratedAssembly.ClassName}}.Pattern[rows];
                {{GeneratedAssembly.ClassName}}.ForwardBatch(inputs, outputs, patterns, threads);
            }
        }
        """;

    private const string TimingName = "time-threads";
    private const string OrderFile = "order.txt";
    private static readonly string[] Networks = ["T", "S", "A", "B", "M"];

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "Rows of the batch.", DefaultValueFactory = static _ => 100_000 };
        var threads = new Option<int>("--threads") { Description = "How many threads.", DefaultValueFactory = static _ => 2 };
        var command = new Command("threads", "Times a large batch on one thread and on several.") { rows, threads };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(threads)));
        return command;
    }

    /// <summary>The timing process: compiling in the same one would keep a core busy with improving the compiler's code.</summary>
    public static Command CreateTiming()
    {
        var folder = new Argument<string>("folder");
        var command = new Command(TimingName, "Times prepared networks on several threads.") { folder };
        command.Hidden = true;
        command.SetAction(parsed => TimeAll(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Run(int rows, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-benchmarks-").FullName;
        try
        {
            foreach (string name in Networks)
            {
                GeneratedAssembly.Compile(new NetworkDocument(BenchmarkNetwork.Of(name).Network), Driver, Path.Combine(folder, name + ".dll"));
            }

            File.WriteAllText(Path.Combine(folder, OrderFile), FormattableString.Invariant($"{rows} {threads}"));
            return TimingProcess.Run(TimingName, folder) ?? 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int TimeAll(string folder)
    {
        int[] order = [.. File.ReadAllText(Path.Combine(folder, OrderFile)).Split(' ').Select(static number => int.Parse(number, CultureInfo.InvariantCulture))];
        foreach (string name in Networks)
        {
            Time(BenchmarkNetwork.Of(name), Path.Combine(folder, name + ".dll"), order[0], order[1]);
        }

        return 0;
    }

    private static void Time(BenchmarkNetwork benchmark, string path, int rows, int threads)
    {
        var batch = AssemblyLoadContext.Default.LoadFromAssemblyPath(path).GetType("Driver")!.GetMethod("Batch")!.CreateDelegate<Action<float[], float[], int>>();
        var inputs = new float[rows * benchmark.Network.InputCount];
        var random = new Random(Seed);
        foreach (ref float value in inputs.AsSpan())
        {
            value = random.NextSingle() * 2 - 1;
        }

        var alone = new float[rows * benchmark.Network.OutputCount];
        var together = new float[alone.Length];
        var times = new List<double>[] { [], [] };
        long start = Stopwatch.GetTimestamp();
        while (times[0].Count < Runs)
        {
            double one = Milliseconds(() => batch(inputs, alone, 1));
            double several = Milliseconds(() => batch(inputs, together, threads));
            if (Stopwatch.GetElapsedTime(start) > WarmUp)
            {
                times[0].Add(one);
                times[1].Add(several);
            }
        }

        string bits = alone.AsSpan().SequenceEqual(together) ? "the same outputs" : "OTHER OUTPUTS";
        double single = Median(times[0]);
        double shared = Median(times[1]);
        Console.WriteLine(FormattableString.Invariant($"{benchmark.Name}: {rows} rows, 1 thread {single:F2} ms, {threads} threads {shared:F2} ms: {single / shared:F2} times as fast, {bits}"));
    }

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
