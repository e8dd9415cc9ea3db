using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Peers;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;

namespace ReluGen.Benchmarks.Lookups;

/// <summary>A network whose complete table of regions is searched.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Document">The network and all regions of its domain.</param>
internal sealed record LookupTable(string Name, NetworkDocument Document)
{
    private const string Titanic = "Titanic";

    private static readonly (string Name, int Seed, int[] Widths)[] Seeded =
    [
        ("2-32-24-1", 1, [2, 32, 24, 1]),
        ("2-64-64-1", 7, [2, 64, 64, 1]),
        ("2-96-96-96-1", 7, [2, 96, 96, 96, 1]),
    ];

    /// <summary>Every table, the smallest first.</summary>
    /// <exception cref="FileNotFoundException">This program is not run in its repository.</exception>
    public static IEnumerable<LookupTable> All()
    {
        string root = Repository.Root ?? throw new FileNotFoundException("The sample network is in the repository; run the benchmark there.");
        string Sample(string name) => Path.Combine(root, "samples", Titanic, name);
        var all = new TableRequest { Content = TableContent.All };
        yield return new LookupTable(Titanic, SampledModel.Read(Sample("titanic.onnx"), Sample("titanic.csv"), null, all).Document);
        foreach ((string name, int seed, int[] widths) in Seeded)
        {
            yield return Of(name, SeededNetwork.Of(seed, widths));
        }
    }

    private static LookupTable Of(string name, Network network)
    {
        RegionEnumeration found = RegionEnumerator.Run(network, RegionDomain.Cube(network.InputCount, -1, 1));
        KnownRegion[] regions = found.Regions.Select(static region => new KnownRegion(region.Pattern, 0, [.. region.Point])).ToArray();
        return new LookupTable(name, new NetworkDocument(network).WithRegions(null, regions, new CompleteSummary(regions.Length, found.Nodes)));
    }
}
