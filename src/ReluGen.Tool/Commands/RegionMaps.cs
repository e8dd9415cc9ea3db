using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary>The exact affine maps of regions, computed on all processors, in bounded memory.</summary>
internal sealed class RegionMaps(Network network, Progress progress, CancellationToken cancellation)
{
    private const int ChunkSize = 1024;

    private readonly ExactAffineMaps maps = new(network);

    /// <summary>Every region with its map, in the order of <paramref name="regions"/>.</summary>
    public IEnumerable<(Region Region, ExactAffineMap Map)> Of(IEnumerable<Region> regions)
    {
        long done = 0;
        foreach (Region[] chunk in regions.Chunk(ChunkSize))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach ((Region, ExactAffineMap) item in chunk.AsParallel().AsOrdered().Select(region => (region, maps.Of(region.Pattern))).ToArray())
            {
                yield return item;
            }

            done += chunk.Length;
            progress.Report(done, "affine maps");
        }
    }

    /// <summary>The map of one region.</summary>
    public ExactAffineMap Of(Region region) => maps.Of(region.Pattern);

    /// <summary>Number of different maps.</summary>
    public int CountDistinct(IEnumerable<Region> regions) => Of(regions).Select(static item => item.Map).ToHashSet().Count;
}
