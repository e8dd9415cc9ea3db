using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;

namespace ReluGen.Generator.Planning;

/// <summary>The static table of regions: which ones, their affine maps rounded once from float64, and the perfect hash.</summary>
internal sealed class RegionTablePlan
{
    /// <summary>A table has at most this many regions …</summary>
    public const int MostRegions = 4096;

    /// <summary>… and at most this many coefficients, so that it stays data that a compiler can hold.</summary>
    public const int MostCoefficients = 1 << 20;

    private RegionTablePlan(SampleSummary? samples, IReadOnlyList<ObservedRegion> regions, PerfectHash hash)
    {
        SampleCount = samples?.RowCount ?? 0;
        Regions = regions;
        Hash = hash;
    }

    /// <summary>Rows of the sample file.</summary>
    public long SampleCount { get; }

    /// <summary>The regions, the most frequent first.</summary>
    public IReadOnlyList<ObservedRegion> Regions { get; }

    /// <summary>Finds a region by its pattern.</summary>
    public PerfectHash Hash { get; }

    /// <summary>A, region by region.</summary>
    public List<float> Weights { get; } = [];

    /// <summary>b, region by region.</summary>
    public List<float> Biases { get; } = [];

    /// <summary>How many regions fit into the table of <paramref name="network"/>.</summary>
    public static int Capacity(Network network) =>
        (int)Math.Min(MostRegions, MostCoefficients / ((long)network.OutputCount * (network.InputCount + 1)));

    /// <summary>Plans the table of a document.</summary>
    public static RegionTablePlan Of(NetworkDocument document, CancellationToken cancellation)
    {
        Network network = document.Network;
        ObservedRegion[] regions = (document.Samples?.Regions ?? []).Take(Capacity(network)).ToArray();
        var plan = new RegionTablePlan(document.Samples, regions, PerfectHash.Build(regions.Select(static r => r.Pattern).ToArray()));
        foreach (ObservedRegion region in regions)
        {
            cancellation.ThrowIfCancellationRequested();
            AffineMap64 map = AffineMap64.Of(network, region.Pattern);
            plan.Weights.AddRange(map.Weights.Select(static value => (float)value));
            plan.Biases.AddRange(map.Bias.Select(static value => (float)value));
        }

        return plan;
    }
}
