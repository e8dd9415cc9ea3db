using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Benchmarks.Identifiability;

/// <summary>A network whose rank at random points of a cube is computed.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Network">The network.</param>
/// <param name="Radius">Half-width of the cube.</param>
/// <param name="Points">Number of points.</param>
internal sealed record RankCase(string Name, Network Network, double Radius, int Points)
{
    private const int MostPoints = 20_000;

    /// <summary>The networks of the benchmark.</summary>
    public static IEnumerable<RankCase> All(bool quick)
    {
        yield return Seeded(1, 7, 16, 8, 1);
        yield return Seeded(2, 16, 32, 16, 4);
        yield return Seeded(3, 8, 32, 32, 4);
        yield return Seeded(4, 8, 48, 48, 4);
        if (quick)
        {
            yield break;
        }

        yield return Seeded(5, 8, 68, 68, 4);
        yield return Seeded(6, 8, 98, 98, 4);
        if (DataFolder.Root is not null)
        {
            yield return new("ACAS Xu 5-50×6-5", ModelFile.Read(DataFolder.Of("nets/acasxu_1_1/model.onnx")).Network, 0.5, MostPoints);
        }
    }

    /// <summary>Computes the rank.</summary>
    /// <param name="peak">Multiply-adds in float64 that the machine can do, in 10^9 a second.</param>
    public RankRow Measure(double peak)
    {
        double[] upper = [.. Enumerable.Repeat(Radius, Network.InputCount)];
        var box = new InputBox([.. upper.Select(static bound => -bound)], upper);
        var options = new IdentifiabilityOptions { Box = box, RegionBudget = 0, RandomPoints = Points };
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        RankReport report = IdentifiabilityAnalysis.Run(Network, options).FunctionalDimension;
        double seconds = clock.Elapsed.TotalSeconds;
        using Process process = Process.GetCurrentProcess();
        double cores = (process.TotalProcessorTime - before).TotalSeconds / seconds;
        double rate = report.Operations / seconds / 1e9;
        return new RankRow(Name, Network.ParameterCount, report.Rank, report.AtMost, report.Expected, report.Points, seconds, cores, rate, rate / peak, process.PeakWorkingSet64 >> 20);
    }

    private static RankCase Seeded(int seed, params int[] widths) => new(string.Join('-', widths), SeededNetwork.Of(seed, widths), 1, MostPoints);
}

/// <summary>What was measured.</summary>
/// <param name="Network">The network.</param>
/// <param name="Parameters">P.</param>
/// <param name="Rank">The certified rank.</param>
/// <param name="AtMost">Proved upper bound of the rank at the points.</param>
/// <param name="Expected">P − H.</param>
/// <param name="Points">Points that were drawn.</param>
/// <param name="Seconds">Wall time of the whole analysis.</param>
/// <param name="CoresHad">Processor time over wall time.</param>
/// <param name="Rate">Multiply-adds in the field, 10^9 a second of wall time.</param>
/// <param name="ShareOfPeak">The same as a share of the machine's float64 multiply-adds.</param>
/// <param name="Megabytes">Peak working set of the process so far, in MiB.</param>
internal sealed record RankRow(
    string Network, long Parameters, int Rank, int AtMost, int Expected, long Points, double Seconds, double CoresHad, double Rate, double ShareOfPeak, long Megabytes);
