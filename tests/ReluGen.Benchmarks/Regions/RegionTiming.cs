using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Certificates;

namespace ReluGen.Benchmarks.Regions;

/// <summary>Times what is done with the regions of one case, on one thread and on two in turns.</summary>
internal sealed class RegionTiming(RegionCase item, int runs)
{
    /// <summary>Warming up ends after so many seconds; by then the hot loops are compiled for good.</summary>
    private const double WarmUpSeconds = 1.5;

    /// <summary>Work that took so many seconds is not run again.</summary>
    private const double EnoughSeconds = 15;

    /// <summary>Times all operations.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public IEnumerable<RegionRow> Rows()
    {
        RegionEnumeration result = Enumerate(threads: 0, certificate: true);
        Require(result.Complete && result.Certificate is not null, "the enumeration is not complete");
        Console.Error.WriteLine($"{item.Name}: {result.Regions.Count} regions …");
        yield return Row("enumerate", result, threads => RequireSame(result, Enumerate(threads, certificate: false)));
        yield return Row("enumerate, keep proofs", result, threads => RequireSame(result, Enumerate(threads, certificate: true)));
        yield return Row("exact maps", result, threads => CountMaps(result, threads));
        yield return Row("check certificate", result, threads => Verify(result, threads));
    }

    private RegionEnumeration Enumerate(int threads, bool certificate) =>
        RegionEnumerator.Run(item.Network, item.Domain, new RegionOptions { Threads = threads, KeepCertificate = certificate });

    private void CountMaps(RegionEnumeration result, int threads) =>
        Require(new ExactAffineMaps(item.Network).Of(result.Regions.Select(static region => region.Pattern), threads).Count() == result.Regions.Count, "maps are missing");

    private void Verify(RegionEnumeration result, int threads)
    {
        CertificateVerdict verdict = result.Certificate!.Verify(item.Network, result.Regions, threads);
        Require(verdict.Accepted, verdict.Reason);
    }

    private RegionRow Row(string operation, RegionEnumeration result, Action<int> work)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            work(2);
        }
        while (clock.Elapsed.TotalSeconds < WarmUpSeconds);

        var times = new Dictionary<int, List<RegionTime>> { [1] = [], [2] = [] };
        clock.Restart();
        for (int run = 0; run < runs && (run == 0 || clock.Elapsed.TotalSeconds < EnoughSeconds); run++)
        {
            foreach ((int threads, List<RegionTime> list) in times)
            {
                list.Add(Time(() => work(threads)));
            }
        }

        return new RegionRow(item.Name, item.DomainText, operation, result.Regions.Count, result.Nodes, Median(times[1]), Median(times[2]));
    }

    private static RegionTime Time(Action work)
    {
        GC.Collect();
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        work();
        double seconds = clock.Elapsed.TotalSeconds;
        self.Refresh();
        return new RegionTime(seconds, (self.TotalProcessorTime - before).TotalSeconds);
    }

    private static RegionTime Median(List<RegionTime> times) => times.OrderBy(static time => time.Seconds).ElementAt(times.Count / 2);

    private static void RequireSame(RegionEnumeration expected, RegionEnumeration actual) => Require(
        actual.Complete && actual.Nodes == expected.Nodes && actual.Regions.Count == expected.Regions.Count,
        "threads changed the result");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
