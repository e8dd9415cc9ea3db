using System;
using System.Linq;

namespace ReluGen.Benchmarks.Native;

/// <summary>A console program that times its networks itself: the same for native code and for the JIT.</summary>
internal static class TimedProgram
{
    /// <summary>Rows of a batch.</summary>
    public const int BatchRows = 1024;

    /// <summary>Files of this project that it is compiled with.</summary>
    public static string[] Sources { get; } =
    [
        "src/ReluGen.Tool/Timing/Interleaved.cs",
        "src/ReluGen.Tool/Timing/ThreadClock.cs",
        "tests/ReluGen.Benchmarks/Timing/PinnedCore.cs",
        "tests/ReluGen.Benchmarks/Networks/InputKind.cs",
    ];

    /// <summary>
    /// Its C#, for <paramref name="networks"/> classes N0, N1, …. Argument "first N": prints the nanoseconds from the start of Main to the end of the
    /// first inference of network N. Argument "WINDOWS": prints the width of the vectors in bits and, network by network, the nanoseconds of a single row and
    /// of a row of a batch.
    /// </summary>
    public static string Source(int networks) => $$"""
        using System;
        using System.Diagnostics;
        using System.Globalization;
        using System.Linq;
        using System.Runtime.Intrinsics;
        using ReluGen;
        using ReluGen.Benchmarks.Networks;
        using ReluGen.Benchmarks.Timing;
        using ReluGen.Tool.Timing;

        static class Program
        {
            static void Main(string[] args)
            {
                long start = Stopwatch.GetTimestamp();
                if (args[0] == "first")
                {
                    switch (args[1])
                    {
                        {{Each(networks, static i => $"case \"{i}\": T{i}.Infer(); break;\n")}}
                    }

                    Console.WriteLine((long)(Stopwatch.GetElapsedTime(start).TotalNanoseconds));
                    return;
                }

                PinnedCore.Take();
                Trial[] trials = [{{Each(networks, static i => $".. T{i}.Trials(), ")}}];
                Measurement[] times = Interleaved.Measure(trials, int.Parse(args[0], CultureInfo.InvariantCulture));
                int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
                Console.WriteLine($"{width} " + string.Join(' ', times.Select(static time => time.Median.ToString("R", CultureInfo.InvariantCulture))));
            }
        }

        {{Each(networks, static i => Loops.Replace("ROWS", $"{BatchRows}").Replace("NETWORK", "N" + i).Replace("LOOPS", "T" + i))}}
        """;

    // A class a network: loops that are generic over the network would reach it through tables.
    private const string Loops = """
        static class LOOPS
        {
            public static void Infer()
            {
                Span<float> input = stackalloc float[NETWORK.InputCount];
                Span<float> output = stackalloc float[NETWORK.OutputCount];
                NETWORK.Forward(input, output);
            }

            public static Trial[] Trials()
            {
                const int rows = ROWS;
                var inputs = new float[rows * NETWORK.InputCount];
                var outputs = new float[rows * NETWORK.OutputCount];
                var patterns = new NETWORK.Pattern[rows];
                InputRows.Fill(InputKind.Random, NETWORK.InputCount, inputs);
                int rotation = Math.Clamp(8192 / NETWORK.InputCount, 32, 256);
                return
                [
                    new(calls => Single(inputs, outputs, patterns, rotation, calls), 1),
                    new(passes => Batch(inputs, outputs, patterns, passes), rows),
                ];
            }

            static void Single(float[] inputs, float[] outputs, NETWORK.Pattern[] patterns, int rows, int calls)
            {
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    patterns[row] = NETWORK.Forward(
                        inputs.AsSpan(row * NETWORK.InputCount, NETWORK.InputCount), outputs.AsSpan(row * NETWORK.OutputCount, NETWORK.OutputCount));
                }
            }

            static void Batch(float[] inputs, float[] outputs, NETWORK.Pattern[] patterns, int passes)
            {
                for (int pass = 0; pass < passes; pass++)
                {
                    NETWORK.ForwardBatch(inputs, outputs, patterns);
                }
            }
        }

        """;

    private static string Each(int networks, Func<int, string> text) => string.Concat(Enumerable.Range(0, networks).Select(text));
}
