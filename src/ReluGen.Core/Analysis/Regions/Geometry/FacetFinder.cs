using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Exact;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// Finds the boundaries that a region cannot do without. A boundary is a facet if and only if some point lies strictly beyond it and
/// strictly inside all others. Exact: the strict system is homogenised, so that it need not be bounded, and decided in the box
/// −1 &lt; x &lt; 1, 0 &lt; t &lt; 1 of one more dimension.
/// </summary>
internal sealed class FacetFinder
{
    private readonly IntegerBox box;
    private readonly CancellationToken cancellation;

    /// <summary>Prepares for rows of <paramref name="dimension"/> coordinates.</summary>
    public FacetFinder(int dimension, CancellationToken cancellation)
    {
        var lower = new double[dimension + 1];
        var upper = new double[dimension + 1];
        for (int j = 0; j <= dimension; j++)
        {
            lower[j] = j < dimension ? -1 : 0;
            upper[j] = 1;
        }

        box = new IntegerBox(new RegionDomain(lower, upper));
        this.cancellation = cancellation;
    }

    /// <summary>True if some point is strictly inside all <paramref name="boundaries"/>.</summary>
    public bool HasInterior(IReadOnlyList<RegionBoundary> boundaries)
    {
        var rows = new List<SignedForm>();
        foreach (RegionBoundary boundary in boundaries)
        {
            rows.Add(Homogeneous(boundary.Row, positive: true));
        }

        return IsFeasible(rows);
    }

    /// <summary>True if some point is strictly inside all <paramref name="boundaries"/> and strictly beyond another one.</summary>
    public bool HasInteriorBeyond(RegionBoundary boundary, IReadOnlyList<RegionBoundary> boundaries) => IsFeasible(Beyond(boundary, boundaries));

    /// <summary>The facets among the boundaries of a region with an interior, in the same order: best the nearest first.</summary>
    public List<RegionBoundary> Find(IReadOnlyList<RegionBoundary> boundaries)
    {
        var facets = new List<RegionBoundary>();
        for (int i = 0; i < boundaries.Count; i++)
        {
            // Most that are not needed are not needed beside the few facets found so far.
            if (IsFeasible(Beyond(boundaries[i], facets)) && IsFeasible(Beyond(boundaries[i], boundaries)))
            {
                facets.Add(boundaries[i]);
            }
        }

        return facets;
    }

    private static List<SignedForm> Beyond(RegionBoundary boundary, IReadOnlyList<RegionBoundary> others)
    {
        var rows = new List<SignedForm> { Homogeneous(boundary.Row, positive: false) };
        foreach (RegionBoundary other in others)
        {
            if (other != boundary)
            {
                rows.Add(Homogeneous(other.Row, positive: true));
            }
        }

        return rows;
    }

    /// <summary>a·x + b &gt; 0 as a·x + b·t + 0 &gt; 0.</summary>
    private static SignedForm Homogeneous(BigInteger[] row, bool positive)
    {
        var homogeneous = new BigInteger[row.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            homogeneous[j] = positive ? row[j] : -row[j];
        }

        return new SignedForm(homogeneous, 0);
    }

    private bool IsFeasible(List<SignedForm> rows) => InteriorProgram.IsFeasible(box, rows.ToArray(), cancellation);
}
