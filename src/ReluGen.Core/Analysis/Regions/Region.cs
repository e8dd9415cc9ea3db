using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>One activation region: the points of a domain that share a pattern; its interior is not empty.</summary>
public sealed class Region
{
    private readonly double[] point;
    private readonly Dyadic[]? exact;

    /// <summary>A region whose witness is a vector of float64 numbers.</summary>
    internal Region(BitPattern pattern, double[] point)
    {
        Pattern = pattern;
        this.point = point;
    }

    /// <summary>A region too thin for a float64 witness.</summary>
    internal Region(BitPattern pattern, Dyadic[] witness)
    {
        Pattern = pattern;
        exact = witness;
        point = new double[witness.Length];
        for (int j = 0; j < witness.Length; j++)
        {
            point[j] = witness[j].ToDouble();
        }
    }

    /// <summary>The pattern that all points of the region's interior have.</summary>
    public BitPattern Pattern { get; }

    /// <summary>The witness, rounded to float64; it equals <see cref="Witness"/> if <see cref="IsPointExact"/>.</summary>
    public IReadOnlyList<double> Point => point;

    /// <summary>True if <see cref="Point"/> itself lies in the region's interior; false for regions that hold no float64 point that was found.</summary>
    public bool IsPointExact => exact is null;

    /// <summary>A point of the interior, exactly: every pre-activation is on its side there, or zero on the whole region.</summary>
    public IReadOnlyList<Dyadic> Witness
    {
        get
        {
            if (exact is not null)
            {
                return exact;
            }

            var witness = new Dyadic[point.Length];
            for (int j = 0; j < witness.Length; j++)
            {
                witness[j] = Dyadic.Of(point[j]);
            }

            return witness;
        }
    }
}
