using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Benchmarks.Regions;

/// <summary>A network and a domain whose regions are enumerated.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="DomainText">The domain for people.</param>
/// <param name="Network">The network.</param>
/// <param name="Domain">The domain.</param>
internal sealed record RegionCase(string Name, string DomainText, Network Network, RegionDomain Domain)
{
    private const double AcasRadius = 0.02;

    /// <summary>The networks of the benchmark; those of the shared data where it is there, unless <paramref name="quick"/>.</summary>
    public static IEnumerable<RegionCase> All(bool quick)
    {
        yield return Seeded(1, 1, 2, 64, 64, 1);
        yield return Seeded(2, 1, 4, 16, 16, 3);
        yield return Seeded(3, 1, 2, 32, 32, 32, 32, 1);
        if (quick || DataFolder.Root is null)
        {
            yield break;
        }

        yield return new("pendulum 3-64-64-1", "[-1,1]²×[-8,8]", Read("sb3_sac_pendulum"), new RegionDomain([-1, -1, -8], [1, 1, 8]));
        double[] centre = ReferenceInput("acasxu_1_1");
        var around = new RegionDomain([.. centre.Select(static x => x - AcasRadius)], [.. centre.Select(static x => x + AcasRadius)]);
        yield return new("ACAS Xu 5-50×6-5", "x ± 0.02", Read("acasxu_1_1"), around);
    }

    private static RegionCase Seeded(int seed, double radius, params int[] widths) => new(
        string.Join('-', widths),
        $"[-{radius},{radius}]^{widths[0]}",
        SeededNetwork.Of(seed, widths),
        RegionDomain.Cube(widths[0], -radius, radius));

    private static Network Read(string folder) => ModelFile.Read(DataFolder.Of($"nets/{folder}/model.onnx")).Network;

    private static double[] ReferenceInput(string folder)
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(DataFolder.Of($"nets/{folder}/ref.json")));
        return [.. reference.RootElement.GetProperty("cases")[0].GetProperty("x").EnumerateArray().Select(static x => x.GetDouble())];
    }
}
