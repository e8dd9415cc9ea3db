using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;

namespace ReluGen.Generator.Planning;

/// <summary>The static table of regions: which ones, their exact affine maps rounded once, and the perfect hash.</summary>
internal sealed class RegionTablePlan
{
    /// <summary>A table has at most this many coefficients, whatever the build asks for: more the compiler could not hold.</summary>
    public const int MostCoefficients = 1 << 22;

    private RegionTablePlan(NetworkDocument document, List<KnownRegion> regions, List<float> weights, List<float> biases, int[] maps)
    {
        SampleCount = document.Samples?.RowCount ?? 0;
        IsComplete = document.Complete is not null && regions.Count == document.Regions.Count;
        Regions = regions;
        Weights = weights;
        Biases = biases;
        Maps = maps;
        Hash = PerfectHash.Build(regions.Select(static region => region.Pattern).ToArray());
    }

    /// <summary>Rows of the sample file.</summary>
    public long SampleCount { get; }

    /// <summary>True if no region of the domain is left out.</summary>
    public bool IsComplete { get; }

    /// <summary>The regions, the most frequent first.</summary>
    public IReadOnlyList<KnownRegion> Regions { get; }

    /// <summary>Finds a region by its pattern.</summary>
    public PerfectHash Hash { get; }

    /// <summary>A, region by region.</summary>
    public IReadOnlyList<float> Weights { get; }

    /// <summary>b, region by region.</summary>
    public IReadOnlyList<float> Biases { get; }

    /// <summary>For each region the first one whose exact affine map is the same: itself, or one before it.</summary>
    public IReadOnlyList<int> Maps { get; }

    /// <summary>How many regions fit into the table of <paramref name="network"/>.</summary>
    public static int Capacity(Network network) => (int)(MostCoefficients / ((long)network.OutputCount * (network.InputCount + 1)));

    /// <summary>Plans the table of a document. A region whose map does not fit float32 is left out: AffineMapOf answers for it as for any other pattern.</summary>
    public static RegionTablePlan Of(NetworkDocument document, CancellationToken cancellation)
    {
        Network network = document.Network;
        KnownRegion[] planned = document.Regions.Take(Capacity(network)).ToArray();
        if (planned.Length == 0)
        {
            // No buffers either: the map of a network without a table may be larger than memory.
            return new RegionTablePlan(document, [], [], [], []);
        }

        var maps = new RoundedAffineMaps(network);
        var regions = new List<KnownRegion>();
        var weights = new List<float>();
        var biases = new List<float>();
        var a = new float[network.OutputCount * network.InputCount];
        var b = new float[network.OutputCount];
        foreach (KnownRegion region in planned)
        {
            cancellation.ThrowIfCancellationRequested();
            maps.Of(OwnPattern(document, region), a, b);
            if (Array.TrueForAll(a, IsFinite) && Array.TrueForAll(b, IsFinite))
            {
                regions.Add(region);
                weights.AddRange(a);
                biases.AddRange(b);
            }
        }

        int[] equal = EqualMaps.Of(network, regions.ConvertAll(region => OwnPattern(document, region)), weights, biases, cancellation);
        return new RegionTablePlan(document, regions, weights, biases, equal);
    }

    /// <summary>The pattern of the network itself, which may be a simplified one.</summary>
    private static BitPattern OwnPattern(NetworkDocument document, KnownRegion region) => document.Layout?.Compress(region.Pattern) ?? region.Pattern;

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);
}
