namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>A linear constraint normal·x + offset ≥ 0 in float64.</summary>
internal class Plane
{
    public Plane(double[] normal, double offset)
    {
        Normal = normal;
        Offset = offset;
    }

    /// <summary>Coefficients of the coordinates.</summary>
    public double[] Normal { get; protected set; }

    /// <summary>The constant.</summary>
    public double Offset { get; protected set; }

    /// <summary>Value at a point, computed in float64.</summary>
    public double ValueAt(double[] point) => Sums.Dot(Offset, Normal, point);
}
