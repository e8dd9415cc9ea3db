using System;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// A vertex of a cell, found in float64: the coordinates <see cref="Free"/> are fixed by as many cuts, the others lie on a face
/// of the box. Only a guide of the search; nothing is proved by it.
/// </summary>
/// <param name="Point">Its coordinates.</param>
/// <param name="Cuts">Indices of the cuts that meet here.</param>
/// <param name="Free">The coordinates that these cuts fix; as many.</param>
/// <param name="Inverse">Inverse of the matrix (cut × free coordinate), row-major: free coordinate × cut.</param>
internal sealed record Vertex(double[] Point, int[] Cuts, int[] Free, double[] Inverse)
{
    private const double SmallestPivot = 1e-9;
    private const int StackLimit = 128;

    /// <summary>A corner of a box.</summary>
    public static Vertex Corner(double[] point) => new(point, [], [], []);

    /// <summary>The vertex where some cuts meet; null if their matrix is nearly singular.</summary>
    /// <param name="cuts">All cuts of the cell.</param>
    /// <param name="lower">Lower corner of the box.</param>
    /// <param name="upper">Upper corner of the box.</param>
    /// <param name="point">The coordinates that are not free; the others are computed. Taken over.</param>
    /// <param name="active">Indices of the cuts that meet.</param>
    /// <param name="free">The coordinates that they fix; as many.</param>
    public static Vertex? At(Plane[] cuts, double[] lower, double[] upper, double[] point, int[] active, int[] free)
    {
        int n = active.Length;
        var inverse = new double[n * n];
        for (int q = 0; q < n; q++)
        {
            for (int p = 0; p < n; p++)
            {
                inverse[(q * n) + p] = cuts[active[q]].Normal[free[p]];
            }
        }

        if (!SmallMatrix.Invert(inverse, n, SmallestPivot))
        {
            return null;
        }

        foreach (int j in free)
        {
            point[j] = 0;
        }

        Span<double> right = n <= StackLimit ? stackalloc double[n] : new double[n];
        for (int q = 0; q < n; q++)
        {
            right[q] = -cuts[active[q]].ValueAt(point);
        }

        for (int p = 0; p < n; p++)
        {
            double sum = 0;
            for (int q = 0; q < n; q++)
            {
                sum += inverse[(p * n) + q] * right[q];
            }

            point[free[p]] = Math.Min(Math.Max(sum, lower[free[p]]), upper[free[p]]);
        }

        return new Vertex(point, active, free, inverse);
    }
}
