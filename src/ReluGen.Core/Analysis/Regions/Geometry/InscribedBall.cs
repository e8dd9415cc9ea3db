using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// The largest Euclidean ball in a region: its centre is the Chebyshev centre. The centre is in float64; both radii are proved.
/// </summary>
/// <param name="Centre">One value a feature.</param>
/// <param name="Radius">The open ball of this radius about <paramref name="Centre"/> lies in the region.</param>
/// <param name="UpperBound">No ball in the region has a larger radius.</param>
public sealed record InscribedBall(IReadOnlyList<double> Centre, double Radius, double UpperBound);

/// <summary>
/// The linear program max r such that every facet keeps the distance r (design/math.md 7.2): with norms that are rounded up by less than
/// 2^-64 of themselves it is solved exactly, so that its radius is at most the largest and less than 2^-63 of itself below it.
/// </summary>
/// <remarks>
/// Variables, all non-negative: y_j with x_j = point_j + y_j − y_d, then r. The point lies in the region, which gives a feasible start.
/// Radii beyond <see cref="MostRadius"/> count as infinite.
/// </remarks>
internal static class ChebyshevProgram
{
    /// <summary>Digits of the rounded norms.</summary>
    private const int NormDigits = 64;

    /// <summary>Binary logarithm of a radius beyond the range of float64.</summary>
    private const int MostRadius = 1100;

    /// <summary>Solves the program for the facets (a, b) of a region that holds <paramref name="point"/>.</summary>
    /// <returns>The centre's coordinates and the optimal radius, over one denominator; null where balls grow without bound.</returns>
    public static (BigInteger[] Centre, BigInteger Radius, BigInteger Denominator)? Solve(IReadOnlyList<BigInteger[]> facets, ExactPoint point, CancellationToken cancellation)
    {
        int d = point.Coordinates.Length;
        int radius = d + 1;
        int cap = facets.Count;
        int objective = cap + 1;
        var dictionary = new IntegerDictionary(facets.Count + 2, d + 2);
        for (int i = 0; i < facets.Count; i++)
        {
            FillRow(dictionary, i, facets[i], point);
        }

        // The objective row, most − r, is kept positive by the row before it, so it never leaves the basis.
        BigInteger most = BigInteger.One << (MostRadius + point.Shift);
        dictionary.SetConstant(cap, most);
        dictionary.SetConstant(objective, most << 1);
        dictionary[cap, radius] = BigInteger.MinusOne;
        dictionary[objective, radius] = BigInteger.MinusOne;
        dictionary.MinimiseBasic(d + 2 + objective, cancellation);

        BigInteger unit = dictionary.Denominator << point.Shift;
        BigInteger r = dictionary.ConstantOf(radius);
        if (r >= most * dictionary.Denominator)
        {
            return null;
        }

        BigInteger back = dictionary.ConstantOf(d);
        BigInteger[] centre = Enumerable.Range(0, d)
            .Select(j => (point.Coordinates[j] * dictionary.Denominator) + dictionary.ConstantOf(j) - back)
            .ToArray();
        return (centre, r, unit);
    }

    /// <summary>The radius of <see cref="Solve"/> enlarged by what the rounded norms may have cost, rounded up.</summary>
    public static double UpperBound(BigInteger radius, BigInteger denominator) =>
        Rounding.ToDoubleUp(radius * ((BigInteger.One << (NormDigits - 1)) + 1), denominator << (NormDigits - 1));

    private static void FillRow(IntegerDictionary dictionary, int i, BigInteger[] facet, ExactPoint point)
    {
        int d = point.Coordinates.Length;
        BigInteger squares = BigInteger.Zero;
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j < d; j++)
        {
            squares += facet[j] * facet[j];
            sum += facet[j];
        }

        // A row may be multiplied by any power of two; this one gives its norm enough digits.
        BigInteger norm = Rounding.Root(squares << (2 * NormDigits)) + 1;
        for (int j = 0; j < d; j++)
        {
            dictionary[i, j] = facet[j] << NormDigits;
        }

        dictionary[i, d] = -sum << NormDigits;
        dictionary[i, d + 1] = -norm;
        dictionary.SetConstant(i, point.ValueOf(facet) << NormDigits);
    }
}
