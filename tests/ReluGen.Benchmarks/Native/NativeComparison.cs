using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Text;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.Benchmarks.Native;

/// <summary>Native code against the JIT on one network.</summary>
/// <param name="Network">The network.</param>
/// <param name="Level">For which processors the native code is, as ReluGenInstructionSet names them.</param>
/// <param name="Batch">Samples a call.</param>
/// <param name="NativeNanoseconds">Of a sample.</param>
/// <param name="JitNanoseconds">Of a sample, under a JIT that is held to the same vectors.</param>
/// <param name="FirstMicroseconds">From the start of Main to the end of the first inference of the native process.</param>
internal sealed record NativeRow(BenchmarkNetwork Network, string Level, int Batch, double NativeNanoseconds, double JitNanoseconds, double FirstMicroseconds);

/// <summary>One program, published for each level and run under the JIT, in turns.</summary>
internal static class NativeComparison
{
    private const int FirstInferences = 21;

    private static readonly string[] Names = ["T", "A", "M"];

    /// <summary>The levels, and what holds the JIT to the same vectors.</summary>
    private static readonly (string Level, string[] Jit)[] Levels =
    [
        ("native", []),
        ("x86-64-v3", ["DOTNET_EnableAVX512=0"]),
        ("x86-64-v2", ["DOTNET_EnableAVX2=0"]),
    ];

    /// <summary>No code is left in a lower tier.</summary>
    private static readonly string[] Tiers = ["DOTNET_TieredCompilation=0", "DOTNET_TieredPGO=0", "DOTNET_ReadyToRun=0"];

    /// <summary>Why native code cannot be made here; null if it can.</summary>
    public static string? SkipReason => NativeApp.SkipReason;

    /// <summary>Publishes and times; half a minute a level and more.</summary>
    /// <param name="rounds">How often each process runs.</param>
    /// <param name="windows">Windows of a millisecond in each.</param>
    public static IEnumerable<NativeRow> Run(int rounds, int windows)
    {
        BenchmarkNetwork[] networks = [.. Names.Select(BenchmarkNetwork.Of)];
        using var package = new Package();
        var app = new NativeApp(package, TimedProgram.Source(networks.Length), [.. networks.Select(static n => new NativeModel(NetworkWriter.Write(new NetworkDocument(n.Network))))], TimedProgram.Sources);
        foreach ((string level, string[] jit) in Levels)
        {
            Console.Error.WriteLine($"{level}: publishing and timing …");
            string program = app.Publish(level);
            var native = new double[rounds][];
            var jitted = new double[rounds][];
            for (int round = 0; round < rounds; round++)
            {
                native[round] = Times(Command.Run(package.Folder, program, Text(windows)));
                jitted[round] = Times(app.RunUnderJit([.. Tiers, .. jit], Text(windows)));
                if (native[round][0] != jitted[round][0])
                {
                    throw new InvalidOperationException($"{level}: native code has vectors of {native[round][0]} bits, the JIT of {jitted[round][0]}.");
                }
            }

            for (int i = 0; i < networks.Length; i++)
            {
                double first = Median(Enumerable.Range(0, FirstInferences).Select(_ => Times(Command.Run(package.Folder, program, "first", Text(i)))[0])) / 1000;
                for (int mode = 0; mode < 2; mode++)
                {
                    int column = 1 + 2 * i + mode;
                    yield return new NativeRow(
                        networks[i], level, mode == 0 ? 1 : TimedProgram.BatchRows, Median(native.Select(times => times[column])), Median(jitted.Select(times => times[column])), first);
                }
            }
        }
    }

    private static double[] Times(CommandResult run) =>
        [.. run.RequireSuccess().Output.Split(' ').Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
