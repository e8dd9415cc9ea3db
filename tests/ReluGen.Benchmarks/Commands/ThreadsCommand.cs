using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Runtime.Loader;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>threads</c>: what several threads make of a large batch, by the wall clock.</summary>
internal static class ThreadsCommand
{
    private const int Runs = 31;
    private const int RunsToWarmUp = 40;
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

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "Rows of the batch.", DefaultValueFactory = static _ => 100_000 };
        var threads = new Option<int>("--threads") { Description = "How many threads.", DefaultValueFactory = static _ => 2 };
        var command = new Command("threads", "Times a large batch on one thread and on several.") { rows, threads };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(threads)));
        return command;
    }

    private static int Run(int rows, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-benchmarks-").FullName;
        try
        {
            foreach (string name in (string[])["T", "S", "A", "B", "M"])
            {
                Time(BenchmarkNetwork.Of(name), Path.Combine(folder, name + ".dll"), rows, threads);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Time(BenchmarkNetwork benchmark, string path, int rows, int threads)
    {
        GeneratedAssembly.Compile(new NetworkDocument(benchmark.Network), Driver, path);
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
        for (int run = 0; run < RunsToWarmUp + Runs; run++)
        {
            double one = Milliseconds(() => batch(inputs, alone, 1));
            double several = Milliseconds(() => batch(inputs, together, threads));
            if (run >= RunsToWarmUp)
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
