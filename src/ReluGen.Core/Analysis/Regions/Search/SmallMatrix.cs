using System;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Inverts small dense matrices by Gauss–Jordan elimination with row pivoting, in place.</summary>
internal static class SmallMatrix
{
    private const int StackLimit = 128;

    /// <summary>Replaces a row-major matrix by its inverse; false, with the matrix destroyed, if a pivot is smaller than <paramref name="smallestPivot"/>.</summary>
    public static bool Invert(double[] matrix, int size, double smallestPivot)
    {
        Span<int> swaps = size <= StackLimit ? stackalloc int[size] : new int[size];
        for (int k = 0; k < size; k++)
        {
            swaps[k] = PivotRow(matrix, size, k);
            if (!(Math.Abs(matrix[(swaps[k] * size) + k]) >= smallestPivot))
            {
                return false;
            }

            SwapRows(matrix, size, swaps[k], k);
            Eliminate(matrix, size, k);
        }

        // Row exchanges of the matrix are column exchanges of its inverse, in reverse order.
        for (int k = size - 1; k >= 0; k--)
        {
            SwapColumns(matrix, size, swaps[k], k);
        }

        return true;
    }

    private static int PivotRow(double[] matrix, int size, int column)
    {
        int best = column;
        for (int i = column + 1; i < size; i++)
        {
            if (Math.Abs(matrix[(i * size) + column]) > Math.Abs(matrix[(best * size) + column]))
            {
                best = i;
            }
        }

        return best;
    }

    private static void SwapRows(double[] matrix, int size, int left, int right)
    {
        for (int j = 0; left != right && j < size; j++)
        {
            (matrix[(left * size) + j], matrix[(right * size) + j]) = (matrix[(right * size) + j], matrix[(left * size) + j]);
        }
    }

    private static void SwapColumns(double[] matrix, int size, int left, int right)
    {
        for (int i = 0; left != right && i < size; i++)
        {
            (matrix[(i * size) + left], matrix[(i * size) + right]) = (matrix[(i * size) + right], matrix[(i * size) + left]);
        }
    }

    /// <summary>Eliminates column k everywhere else; the column itself takes over the part of the inverse that arises.</summary>
    private static void Eliminate(double[] matrix, int size, int k)
    {
        Span<double> pivotRow = matrix.AsSpan(k * size, size);
        double reciprocal = 1 / pivotRow[k];
        pivotRow[k] = 1;
        for (int j = 0; j < size; j++)
        {
            pivotRow[j] *= reciprocal;
        }

        for (int i = 0; i < size; i++)
        {
            Span<double> row = matrix.AsSpan(i * size, size);
            double factor = row[k];
            if (i != k && factor != 0)
            {
                row[k] = 0;
                Sums.AddProduct(row, -factor, pivotRow);
            }
        }
    }
}
