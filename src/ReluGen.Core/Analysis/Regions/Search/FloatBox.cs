using System;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// The box of a domain in float64 coordinates u = x · 2^-scale, one power of two a feature so that every width lies in [1, 2).
/// The scaling is exact; it only keeps the tolerances of the search meaningful.
/// </summary>
internal sealed class FloatBox
{
    private readonly RegionDomain domain;
    private readonly int[] features;

    public FloatBox(RegionDomain domain, IntegerBox exact)
    {
        this.domain = domain;
        features = exact.Features;
        Lower = new double[features.Length];
        Upper = new double[features.Length];
        Reach = new double[features.Length];
        Unit = new double[features.Length];
        for (int k = 0; k < features.Length; k++)
        {
            double low = domain.Lower[features[k]];
            double high = domain.Upper[features[k]];
            Unit[k] = UnitOf(low, high);
            Lower[k] = low / Unit[k];
            Upper[k] = high / Unit[k];
            Reach[k] = Math.Max(Math.Abs(Lower[k]), Math.Abs(Upper[k]));
            Underflow += Math.Ceiling(Reach[k]) + 1;
        }

        Underflow = (Underflow + 1) * 2 * double.Epsilon;
    }

    /// <summary>Number of coordinates.</summary>
    public int Dimension => features.Length;

    /// <summary>Least coordinates.</summary>
    public double[] Lower { get; }

    /// <summary>Largest coordinates.</summary>
    public double[] Upper { get; }

    /// <summary>Largest absolute coordinates.</summary>
    public double[] Reach { get; }

    /// <summary>The feature's value of coordinate 1, a power of two.</summary>
    public double[] Unit { get; }

    /// <summary>Bound of what underflow in one coefficient each can add to the value of a form anywhere in the box.</summary>
    public double Underflow { get; }

    /// <summary>The middle of the box.</summary>
    public double[] Centre()
    {
        var centre = new double[Dimension];
        for (int k = 0; k < centre.Length; k++)
        {
            centre[k] = Lower[k] + ((Upper[k] - Lower[k]) / 2);
        }

        return centre;
    }

    /// <summary>True if the point lies strictly inside the box.</summary>
    public bool IsInside(double[] point)
    {
        for (int k = 0; k < point.Length; k++)
        {
            if (!(point[k] > Lower[k] && point[k] < Upper[k]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All features of a point, the constant ones included.</summary>
    public double[] ToFeatures(double[] point)
    {
        var values = new double[domain.FeatureCount];
        if (values.Length > point.Length)
        {
            for (int j = 0; j < values.Length; j++)
            {
                values[j] = domain.Lower[j];
            }
        }

        for (int k = 0; k < point.Length; k++)
        {
            values[features[k]] = point[k] * Unit[k];
        }

        return values;
    }

    /// <summary>All features of an exact point, the constant ones included.</summary>
    public Dyadic[] ToFeatures(ExactPoint point)
    {
        Dyadic[] coordinates = point.ToDyadic();
        var values = new Dyadic[domain.FeatureCount];
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = Dyadic.Of(domain.Lower[j]);
        }

        for (int k = 0; k < coordinates.Length; k++)
        {
            values[features[k]] = coordinates[k];
        }

        return values;
    }

    /// <summary>The exact point of coordinates <paramref name="point"/>.</summary>
    public ExactPoint ToExact(double[] point)
    {
        var values = new Dyadic[point.Length];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = Dyadic.Of(point[k]) * Dyadic.Of(Unit[k]);
        }

        return ExactPoint.Of(values);
    }

    /// <summary>The coordinates of an exact point; null where float64 does not hold them.</summary>
    public double[]? FromExact(ExactPoint point)
    {
        Dyadic[] values = point.ToDyadic();
        var coordinates = new double[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            double value = values[k].ToDouble();
            coordinates[k] = value / Unit[k];
            if (double.IsInfinity(value) || Dyadic.Of(value) != values[k] || coordinates[k] * Unit[k] != value)
            {
                return null;
            }
        }

        return coordinates;
    }

    private static double UnitOf(double low, double high)
    {
        double unit = PowerOfTwo.Of(PowerOfTwo.ExponentOf(high - low));
        bool exact = low / unit * unit == low && high / unit * unit == high;
        return exact ? unit : 1;
    }
}
