using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>An activation region among those with the same map.</summary>
internal sealed class LinearCell
{
    private readonly RegionGeometry geometry;
    private readonly (RegionBoundary Facet, BitPattern Beyond)[] inner;
    private readonly Dictionary<RegionBoundary, LinearCell> joined = [];
    private readonly Dictionary<(RegionBoundary, LinearCell), bool> cuts = [];

    public LinearCell(RegionGeometry geometry, CancellationToken cancellation)
    {
        this.geometry = geometry;
        inner = geometry.Facets(cancellation)
            .Select(facet => (facet, geometry.Neighbour(facet)))
            .Where(static pair => pair.Item2 is not null)
            .Select(static pair => (pair.facet, pair.Item2!))
            .ToArray();
    }

    public BitPattern Pattern => geometry.Pattern;

    /// <summary>The cells beyond its facets that have the same map.</summary>
    public IEnumerable<LinearCell> Neighbours => joined.Values;

    /// <summary>Finds its neighbours among <paramref name="cells"/>.</summary>
    public void Join(Dictionary<BitPattern, LinearCell> cells)
    {
        foreach ((RegionBoundary facet, BitPattern beyond) in inner)
        {
            if (cells.TryGetValue(beyond, out LinearCell? neighbour))
            {
                joined.Add(facet, neighbour);
            }
        }
    }

    /// <summary>
    /// True if one of its facets that bounds the union of <paramref name="cells"/> has some of their points beyond it. Faces of the domain
    /// never do, since the domain is convex.
    /// </summary>
    public bool Cuts(IReadOnlyCollection<LinearCell> cells, CancellationToken cancellation) =>
        inner.Any(pair => !(joined.TryGetValue(pair.Facet, out LinearCell? neighbour) && cells.Contains(neighbour))
            && cells.Any(cell => cell != this && Cuts(pair.Facet, cell, cancellation)));

    private bool Cuts(RegionBoundary facet, LinearCell cell, CancellationToken cancellation)
    {
        if (!cuts.TryGetValue((facet, cell), out bool cut))
        {
            cut = cell.geometry.Reaches(facet, cancellation);
            cuts.Add((facet, cell), cut);
        }

        return cut;
    }
}
