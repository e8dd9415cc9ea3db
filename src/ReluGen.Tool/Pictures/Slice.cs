using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Regions;

namespace ReluGen.Tool.Pictures;

/// <summary>A rectangle in input space: two features vary, the others are held. Its own coordinates u and v go from 0 to 1.</summary>
internal sealed class Slice
{
    /// <summary>The rectangle of a domain in which features <paramref name="x"/> and <paramref name="y"/> vary.</summary>
    /// <param name="domain">The box that is cut.</param>
    /// <param name="x">Feature of the horizontal axis.</param>
    /// <param name="y">Feature of the vertical axis.</param>
    /// <param name="held">A value a feature, inside the domain; those of x and y do not matter.</param>
    public Slice(RegionDomain domain, int x, int y, IReadOnlyList<double> held)
    {
        X = x;
        Y = y;
        Held = held;
        double[] lower = held.ToArray();
        double[] upper = held.ToArray();
        foreach (int j in (int[])[x, y])
        {
            lower[j] = domain.Lower[j];
            upper[j] = domain.Upper[j];
        }

        Domain = new RegionDomain(lower, upper);
    }

    /// <summary>Feature of the horizontal axis.</summary>
    public int X { get; }

    /// <summary>Feature of the vertical axis.</summary>
    public int Y { get; }

    /// <summary>The values of all features but x and y.</summary>
    public IReadOnlyList<double> Held { get; }

    /// <summary>The rectangle as a domain: the features that are held have equal bounds.</summary>
    public RegionDomain Domain { get; }

    /// <summary>True if nothing of <paramref name="domain"/> lies outside the slice.</summary>
    public bool IsAllOf(RegionDomain domain) => domain.Lower.SequenceEqual(Domain.Lower) && domain.Upper.SequenceEqual(Domain.Upper);

    /// <summary>Horizontal coordinate, 0 to 1 within the slice, of a value of feature x.</summary>
    public double UOf(double value) => (value - Domain.Lower[X]) / (Domain.Upper[X] - Domain.Lower[X]);

    /// <summary>Vertical coordinate, 0 to 1 within the slice, of a value of feature y.</summary>
    public double VOf(double value) => (value - Domain.Lower[Y]) / (Domain.Upper[Y] - Domain.Lower[Y]);
}
