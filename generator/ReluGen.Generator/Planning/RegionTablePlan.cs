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

    private RegionTablePlan(long sampleCount, List<ObservedRegion> regions, List<float> weights, List<float> biases)
    {
        SampleCount = sampleCount;
        Regions = regions;
        Weights = weights;
        Biases = biases;
        Hash = PerfectHash.Build(regions.Select(static region => region.Pattern).ToArray());
    }

    /// <summary>Rows of the sample file.</summary>
    public long SampleCount { get; }

    /// <summary>The regions, the most frequent first.</summary>
    public IReadOnlyList<ObservedRegion> Regions { get; }

    /// <summary>Finds a region by its pattern.</summary>
    public PerfectHash Hash { get; }

    /// <summary>A, region by region.</summary>
    public IReadOnlyList<float> Weights { get; }

    /// <summary>b, region by region.</summary>
    public IReadOnlyList<float> Biases { get; }

    /// <summary>How many regions fit into the table of <paramref name="network"/>.</summary>
    public static int Capacity(Network network) =>
        (int)Math.Min(MostRegions, MostCoefficients / ((long)network.OutputCount * (network.InputCount + 1)));

    /// <summary>Plans the table of a document. A region whose map does not fit float32 is left out: AffineMapOf answers for it as for any other pattern.</summary>
    public static RegionTablePlan Of(NetworkDocument document, CancellationToken cancellation)
    {
        Network network = document.Network;
        var regions = new List<ObservedRegion>();
        var weights = new List<float>();
        var biases = new List<float>();
        foreach (ObservedRegion region in (document.Samples?.Regions ?? []).Take(Capacity(network)))
        {
            cancellation.ThrowIfCancellationRequested();
            AffineMap64 map = AffineMap64.Of(network, region.Pattern);
            float[] a = Array.ConvertAll(map.Weights, static value => (float)value);
            float[] b = Array.ConvertAll(map.Bias, static value => (float)value);
            if (Array.TrueForAll(a, IsFinite) && Array.TrueForAll(b, IsFinite))
            {
                regions.Add(region);
                weights.AddRange(a);
                biases.AddRange(b);
            }
        }

        return new RegionTablePlan(document.Samples?.RowCount ?? 0, regions, weights, biases);
    }

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);
}
