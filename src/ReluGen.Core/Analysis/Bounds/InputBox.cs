using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>The box of inputs that a claim is about: one interval a feature, whose ends may be infinite. The numbers count exactly.</summary>
public sealed class InputBox
{
    private readonly double[] lower;
    private readonly double[] upper;

    /// <summary>The box of the bounds, one pair a feature.</summary>
    /// <exception cref="ArgumentException">A bound is NaN, a lower bound lies above its upper bound, or lengths differ.</exception>
    public InputBox(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        if (lower.Count != upper.Count)
        {
            throw new ArgumentException($"The box has {lower.Count} lower and {upper.Count} upper bounds; give as many of each.");
        }

        this.lower = [.. lower];
        this.upper = [.. upper];
        for (int j = 0; j < lower.Count; j++)
        {
            if (!(lower[j] <= upper[j]) || double.IsPositiveInfinity(lower[j]) || double.IsNegativeInfinity(upper[j]))
            {
                throw new ArgumentException($"The bounds of feature {j} enclose no number.");
            }

            IsBounded &= !double.IsInfinity(lower[j]) && !double.IsInfinity(upper[j]);
            IsEverything &= double.IsInfinity(lower[j]) && double.IsInfinity(upper[j]);
        }
    }

    /// <summary>All points of <paramref name="count"/> features.</summary>
    public static InputBox Everything(int count)
    {
        var lower = new double[count];
        var upper = new double[count];
        for (int j = 0; j < count; j++)
        {
            lower[j] = double.NegativeInfinity;
            upper[j] = double.PositiveInfinity;
        }

        return new InputBox(lower, upper);
    }

    /// <summary>The domain that a network states for its inputs.</summary>
    public static InputBox Of(Network network)
    {
        var lower = new double[network.InputCount];
        var upper = new double[network.InputCount];
        for (int j = 0; j < lower.Length; j++)
        {
            lower[j] = network.Inputs[j].Lower;
            upper[j] = network.Inputs[j].Upper;
        }

        return new InputBox(lower, upper);
    }

    /// <summary>The box of a bounded domain; its half-spaces are left out, which makes claims about the box claims about the domain.</summary>
    public static InputBox Of(RegionDomain domain) => new(domain.Lower, domain.Upper);

    /// <summary>Number of features.</summary>
    public int Count => lower.Length;

    /// <summary>Least value of each feature; negative infinity where there is none.</summary>
    public IReadOnlyList<double> Lower => lower;

    /// <summary>Largest value of each feature; positive infinity where there is none.</summary>
    public IReadOnlyList<double> Upper => upper;

    /// <summary>True if every feature is bounded on both sides.</summary>
    public bool IsBounded { get; } = true;

    /// <summary>True if no feature is bounded on any side: claims about the box hold without condition.</summary>
    public bool IsEverything { get; } = true;

    /// <summary>True if feature <paramref name="feature"/> has one value only.</summary>
    public bool IsFixed(int feature) => lower[feature] == upper[feature];

    /// <summary>The same box, for the enumeration of regions; it must be bounded.</summary>
    /// <exception cref="ArgumentException">A feature is unbounded.</exception>
    public RegionDomain ToRegionDomain() => new(lower, upper);
}
