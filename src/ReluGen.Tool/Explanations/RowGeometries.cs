using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;

namespace ReluGen.Tool.Explanations;

/// <summary>How far explanations hold and what changes where they end: exact, by the geometry of each row's region.</summary>
internal sealed class RowGeometries(Network network, bool withFacets, CancellationToken cancellation)
{
    private readonly ExactAffineMaps maps = new(network);

    /// <summary>The geometry of a row.</summary>
    public RowGeometry Of(RowExplanation row)
    {
        RegionGeometry geometry = RegionGeometry.At(network, Array.ConvertAll(row.Input, static value => (double)value));

        // Where rounding puts a row on the other side of a boundary, the explanation is that of the neighbour and holds nowhere around the row.
        if (geometry.Pattern.ToString() != row.Pattern)
        {
            return new RowGeometry(0, 0, null, false, null, withFacets ? [] : null);
        }

        bool isReachable = double.IsFinite(row.Counterfactual.Nearest.Distance);
        RegionBoundary? nearest = geometry.Distance > 0 ? geometry.Boundaries.FirstOrDefault() : null;
        return new RowGeometry(
            geometry.Distance,
            geometry.MaximumDistance,
            geometry.Ranges,
            isReachable && geometry.Contains(row.Counterfactual.Target),
            nearest is null ? null : Facet(geometry, nearest),
            withFacets ? [.. geometry.Facets(cancellation).Select(facet => Facet(geometry, facet))] : null);
    }

    private FacetRow Facet(RegionGeometry geometry, RegionBoundary facet) => new(facet, geometry.Crossing(facet, maps));
}
