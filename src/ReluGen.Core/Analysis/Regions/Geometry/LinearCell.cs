using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>An activation region among those with the same map.</summary>
internal sealed class LinearCell
{
    private readonly RegionGeometry geometry;
    private readonly InnerFacet[] inner;
    private readonly Dictionary<string, LinearCell> joined = new(StringComparer.Ordinal);

    /// <summary>By half-space, whether this cell has points outside of it.</summary>
    private readonly Dictionary<string, bool> outside = new(StringComparer.Ordinal);

    public LinearCell(RegionGeometry geometry, CancellationToken cancellation)
    {
        this.geometry = geometry;
        inner = geometry.Facets(cancellation)
            .Select(facet => (Facet: facet, Beyond: geometry.Neighbour(facet)))
            .Where(static pair => pair.Beyond is not null)
            .Select(static pair => new InnerFacet(pair.Facet, string.Join(" ", pair.Facet.Row), pair.Beyond!))
            .ToArray();
        foreach (InnerFacet facet in inner)
        {
            outside.Add(facet.HalfSpace, false);
        }
    }

    public BitPattern Pattern => geometry.Pattern;

    /// <summary>The cells beyond its facets that have the same map.</summary>
    public IEnumerable<LinearCell> Neighbours => joined.Values;

    /// <summary>Finds its neighbours among <paramref name="cells"/>.</summary>
    public void Join(Dictionary<BitPattern, LinearCell> cells)
    {
        foreach (InnerFacet facet in inner)
        {
            if (cells.TryGetValue(facet.Beyond, out LinearCell? neighbour))
            {
                joined.Add(facet.HalfSpace, neighbour);
            }
        }
    }

    /// <summary>
    /// True if one of its facets that bounds a union has points of some of its <paramref name="cells"/> beyond it. Faces of the domain
    /// never do, since the domain is convex.
    /// </summary>
    /// <param name="isIn">Whether a cell is in the union.</param>
    /// <param name="cells">The cells of the union that are asked.</param>
    /// <param name="cancellation">Stops the work.</param>
    public bool Cuts(Func<LinearCell, bool> isIn, IReadOnlyCollection<LinearCell> cells, CancellationToken cancellation) =>
        inner.Any(facet => !(joined.TryGetValue(facet.HalfSpace, out LinearCell? neighbour) && isIn(neighbour))
            && cells.Any(cell => cell.IsOutside(facet, cancellation)));

    /// <summary>True if it has points beyond a facet; facets of many cells lie in one hyperplane, which is asked once.</summary>
    private bool IsOutside(InnerFacet facet, CancellationToken cancellation)
    {
        if (!outside.TryGetValue(facet.HalfSpace, out bool isOutside))
        {
            outside.Add(facet.HalfSpace, isOutside = geometry.Reaches(facet.Boundary, cancellation));
        }

        return isOutside;
    }

    /// <summary>A facet that is no face of the domain.</summary>
    /// <param name="Boundary">The facet.</param>
    /// <param name="HalfSpace">Its primitive integer coefficients, positive on the cell's side, as text.</param>
    /// <param name="Beyond">The pattern beyond it.</param>
    private sealed record InnerFacet(RegionBoundary Boundary, string HalfSpace, BitPattern Beyond);
}
