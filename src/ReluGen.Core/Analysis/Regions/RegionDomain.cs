using System;
using System.Collections.Generic;
using System.Globalization;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>
/// The polytope in which regions are enumerated: a bounded box, cut by half-spaces. A feature whose bounds are equal is held
/// constant, and <em>interior</em> then means the interior within the remaining features.
/// </summary>
public sealed class RegionDomain
{
    private readonly double[] lower;
    private readonly double[] upper;

    /// <summary>The box of the bounds, one pair a feature, cut by <paramref name="halfSpaces"/>.</summary>
    /// <exception cref="ArgumentException">A bound is NaN or infinite, a lower bound lies above its upper bound, or lengths differ.</exception>
    public RegionDomain(IReadOnlyList<double> lower, IReadOnlyList<double> upper, IReadOnlyList<HalfSpace>? halfSpaces = null)
    {
        if (lower.Count != upper.Count)
        {
            throw new ArgumentException(Invariant($"The domain has {lower.Count} lower and {upper.Count} upper bounds; give as many of each."));
        }

        this.lower = new double[lower.Count];
        this.upper = new double[upper.Count];
        for (int j = 0; j < lower.Count; j++)
        {
            CheckBounds(j, lower[j], upper[j]);
            this.lower[j] = lower[j];
            this.upper[j] = upper[j];
        }

        HalfSpaces = halfSpaces ?? [];
        foreach (HalfSpace halfSpace in HalfSpaces)
        {
            if (halfSpace.Normal.Count != lower.Count)
            {
                throw new ArgumentException(Invariant($"A half-space has {halfSpace.Normal.Count} coefficients where the domain has {lower.Count} features."));
            }
        }
    }

    /// <summary>Least value of each feature.</summary>
    public IReadOnlyList<double> Lower => lower;

    /// <summary>Largest value of each feature.</summary>
    public IReadOnlyList<double> Upper => upper;

    /// <summary>The half-spaces that cut the box; empty for a box.</summary>
    public IReadOnlyList<HalfSpace> HalfSpaces { get; }

    /// <summary>Number of features.</summary>
    public int FeatureCount => lower.Length;

    /// <summary>The box of the network's own input bounds.</summary>
    /// <exception cref="ArgumentException">An input of the network is unbounded.</exception>
    public static RegionDomain Of(Network network)
    {
        var lower = new double[network.InputCount];
        var upper = new double[network.InputCount];
        for (int j = 0; j < lower.Length; j++)
        {
            lower[j] = network.Inputs[j].Lower;
            upper[j] = network.Inputs[j].Upper;
        }

        return new RegionDomain(lower, upper);
    }

    /// <summary>The cube with the same bounds for every one of <paramref name="count"/> features.</summary>
    /// <exception cref="ArgumentException">A bound is NaN or infinite, or the lower lies above the upper one.</exception>
    public static RegionDomain Cube(int count, double lower, double upper)
    {
        var low = new double[count];
        var high = new double[count];
        for (int j = 0; j < count; j++)
        {
            low[j] = lower;
            high[j] = upper;
        }

        return new RegionDomain(low, high);
    }

    private static void CheckBounds(int feature, double low, double high)
    {
        if (double.IsNaN(low) || double.IsNaN(high))
        {
            throw new ArgumentException(Invariant($"A bound of feature {feature} is NaN; give a number."));
        }

        if (double.IsInfinity(low) || double.IsInfinity(high))
        {
            throw new ArgumentException(Invariant($"Feature {feature} is unbounded; regions are enumerated in a bounded domain, so give it a least and a largest value."));
        }

        if (low > high)
        {
            throw new ArgumentException(Invariant($"The least value {low:R} of feature {feature} lies above its largest value {high:R}; exchange them."));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
