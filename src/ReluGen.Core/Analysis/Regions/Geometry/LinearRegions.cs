using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// Puts activation regions with equal maps together (design/math.md 2.5, M3): over facets to maximal linear regions, and within these to
/// convex sets. Loses nothing; every step is decided in exact arithmetic.
/// </summary>
public static class LinearRegions
{
    /// <summary>The maximal linear regions of an enumeration.</summary>
    /// <param name="network">The network.</param>
    /// <param name="domain">The domain of the enumeration.</param>
    /// <param name="regions">Its regions; of a list that is not complete, regions that are joined by others may be apart.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>In the order of their first patterns.</returns>
    /// <remarks>Cost: an exact map a region; where maps are equal, its facets, and a linear program for each facet and each region that it may cut.</remarks>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IReadOnlyList<LinearRegion> Of(Network network, RegionDomain domain, IReadOnlyList<Region> regions, CancellationToken cancellation = default)
    {
        Region[] ordered = regions.OrderBy(static region => region.Pattern).ToArray();
        IEnumerable<ExactAffineMap> maps = new ExactAffineMaps(network).Of(ordered.Select(static region => region.Pattern), threads: 0, cancellation);
        return ordered
            .Zip(maps, static (region, map) => (Region: region, Map: map))
            .GroupBy(static item => item.Map, static item => item.Region)
            .SelectMany(group => Joined(network, domain, group.Key, group.ToArray(), cancellation))
            .OrderBy(static linear => linear.Patterns[0])
            .ToArray();
    }

    private static IEnumerable<LinearRegion> Joined(Network network, RegionDomain domain, ExactAffineMap map, Region[] regions, CancellationToken cancellation)
    {
        if (regions.Length == 1)
        {
            return [new LinearRegion(map, [[regions[0].Pattern]])];
        }

        LinearCell[] cells = Array.ConvertAll(regions, region => new LinearCell(RegionGeometry.Of(network, region, domain), cancellation));
        Dictionary<BitPattern, LinearCell> byPattern = cells.ToDictionary(static cell => cell.Pattern);
        foreach (LinearCell cell in cells)
        {
            cell.Join(byPattern);
        }

        return Components(cells).Select(component => new LinearRegion(map, new ConvexUnions(component, cancellation).Parts()));
    }

    /// <summary>The cells that facets connect, each set in the order of patterns.</summary>
    private static IEnumerable<LinearCell[]> Components(LinearCell[] cells)
    {
        var seen = new HashSet<LinearCell>();
        foreach (LinearCell start in cells)
        {
            if (!seen.Add(start))
            {
                continue;
            }

            var component = new List<LinearCell> { start };
            for (int next = 0; next < component.Count; next++)
            {
                component.AddRange(component[next].Neighbours.Where(seen.Add));
            }

            yield return component.OrderBy(static cell => cell.Pattern).ToArray();
        }
    }
}
