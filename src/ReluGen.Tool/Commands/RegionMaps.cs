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
    private const int ReportInterval = 1024;

    private readonly ExactAffineMaps maps = new(network);

    /// <summary>Every region with its map, in the order of <paramref name="regions"/>, which may be run through twice.</summary>
    public IEnumerable<(Region Region, ExactAffineMap Map)> Of(IEnumerable<Region> regions)
    {
        long done = 0;
        foreach ((Region, ExactAffineMap) item in regions.Zip(maps.Of(regions.Select(static region => region.Pattern), threads: 0, cancellation)))
        {
            yield return item;
            if (++done % ReportInterval == 0)
            {
                progress.Report(done, "affine maps");
            }
        }
    }

    /// <summary>The map of one region.</summary>
    public ExactAffineMap Of(Region region) => maps.Of(region.Pattern);

    /// <summary>Number of different maps.</summary>
    public int CountDistinct(IEnumerable<Region> regions) => Of(regions).Select(static item => item.Map).ToHashSet().Count;
}
