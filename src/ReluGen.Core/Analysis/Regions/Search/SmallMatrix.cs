using System;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Inverts small dense matrices by Gauss–Jordan elimination with row pivoting.</summary>
internal static class SmallMatrix
{
    /// <summary>The inverse, row-major; null if a pivot is smaller than <paramref name="smallestPivot"/>.</summary>
    /// <param name="size">Number of rows and columns.</param>
    /// <param name="element">Row and column to element.</param>
    /// <param name="smallestPivot">Below it the matrix counts as singular.</param>
    public static double[]? Inverse(int size, Func<int, int, double> element, double smallestPivot)
    {
        int width = 2 * size;
        var work = new double[size * width];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                work[(i * width) + j] = element(i, j);
            }

            work[(i * width) + size + i] = 1;
        }

        for (int k = 0; k < size; k++)
        {
            int pivot = PivotRow(work, size, k);
            if (!(Math.Abs(work[(pivot * width) + k]) >= smallestPivot))
            {
                return null;
            }

            Swap(work, width, pivot, k);
            Eliminate(work, size, k);
        }

        var inverse = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            Array.Copy(work, (i * width) + size, inverse, i * size, size);
        }

        return inverse;
    }

    private static int PivotRow(double[] work, int size, int column)
    {
        int best = column;
        for (int i = column + 1; i < size; i++)
        {
            if (Math.Abs(work[(i * 2 * size) + column]) > Math.Abs(work[(best * 2 * size) + column]))
            {
                best = i;
            }
        }

        return best;
    }

    private static void Swap(double[] work, int width, int left, int right)
    {
        for (int j = 0; left != right && j < width; j++)
        {
            (work[(left * width) + j], work[(right * width) + j]) = (work[(right * width) + j], work[(left * width) + j]);
        }
    }

    private static void Eliminate(double[] work, int size, int column)
    {
        int width = 2 * size;
        double pivot = work[(column * width) + column];
        for (int j = 0; j < width; j++)
        {
            work[(column * width) + j] /= pivot;
        }

        for (int i = 0; i < size; i++)
        {
            double factor = work[(i * width) + column];
            if (i != column && factor != 0)
            {
                for (int j = 0; j < width; j++)
                {
                    work[(i * width) + j] -= factor * work[(column * width) + j];
                }
            }
        }
    }
}
