using System;

namespace ReluGen.Core.Networks;

/// <summary>One input of a network: its name and the interval that it lies in (the domain is the box of all of them).</summary>
/// <param name="Name">Name of the feature, unique in the network; any text.</param>
/// <param name="Lower">Least value; negative infinity where unknown.</param>
/// <param name="Upper">Largest value; positive infinity where unknown.</param>
public sealed record InputFeature(
    string Name,
    double Lower = double.NegativeInfinity,
    double Upper = double.PositiveInfinity)
{
    /// <summary>True if neither bound is known.</summary>
    public bool IsUnbounded => double.IsNegativeInfinity(Lower) && double.IsPositiveInfinity(Upper);

    /// <summary>Names for inputs whose file gives none: <c>x0</c>, <c>x1</c>, ….</summary>
    public static InputFeature[] Unnamed(int count)
    {
        var features = new InputFeature[count];
        for (int i = 0; i < count; i++)
        {
            features[i] = new InputFeature("x" + i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return features;
    }
}
