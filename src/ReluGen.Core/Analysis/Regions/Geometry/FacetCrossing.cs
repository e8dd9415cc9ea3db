using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// What changes when a facet is crossed. The maps of both sides agree on it, so they differ by a matrix of rank one: A' = A + j·nᵀ with n
/// the unit normal of the facet, pointing outward, and one number of j an output (design/math.md 1.4, U; it holds where several neurons
/// switch at once too).
/// </summary>
/// <param name="Neighbour">The pattern beyond.</param>
/// <param name="Jumps">
/// j: by how much more each output grows, for a step of length 1 straight through the facet, beyond it than before it. Exact, rounded
/// toward zero to float64.
/// </param>
public sealed record FacetCrossing(BitPattern Neighbour, IReadOnlyList<double> Jumps)
{
    /// <summary>Compares the maps of both sides of the facet <paramref name="row"/>, whose coordinates are <paramref name="features"/>.</summary>
    internal static FacetCrossing Of(BigInteger[] row, IReadOnlyList<int> features, ExactAffineMap here, BitPattern neighbour, ExactAffineMap beyond)
    {
        int pivot = Array.FindIndex(row, static a => !a.IsZero);
        BigInteger squares = BigInteger.Zero;
        for (int j = 0; j + 1 < row.Length; j++)
        {
            squares += row[j] * row[j];
        }

        int inputs = here.Weights.Count / here.Bias.Count;
        var jumps = new double[here.Bias.Count];
        for (int o = 0; o < jumps.Length; o++)
        {
            int at = (o * inputs) + features[pivot];
            jumps[o] = Jump(beyond.Weights[at] - here.Weights[at], row[pivot], squares);
        }

        return new FacetCrossing(neighbour, jumps);
    }

    /// <summary>A difference d along the coordinate a of an inward normal of squared length s: −d/a · √s.</summary>
    private static double Jump(Dyadic difference, BigInteger coordinate, BigInteger squares)
    {
        BigInteger numerator = difference.Mantissa * difference.Mantissa * squares;
        BigInteger denominator = coordinate * coordinate;
        int twice = 2 * difference.Exponent;
        double size = twice >= 0 ? Rounding.RootDown(numerator << twice, denominator) : Rounding.RootDown(numerator, denominator << -twice);
        return difference.Sign * coordinate.Sign > 0 ? -size : size;
    }
}
