using System;
using System.Threading;

namespace ReluGen.Core.Analysis.Equivalence.Nearest;

/// <summary>The assignment of rows to columns of a square matrix with the least sum of costs (Kuhn and Munkres, with potentials). Cost: n³.</summary>
internal static class Assignment
{
    /// <summary>The column of each row.</summary>
    public static int[] Least(double[][] costs, CancellationToken cancellation)
    {
        int n = costs.Length;

        // Rows and columns count from 1; 0 stands for none.
        var rowOf = new int[n + 1];
        var rowPotential = new double[n + 1];
        var columnPotential = new double[n + 1];
        for (int row = 1; row <= n; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            rowOf[0] = row;
            Augment(costs, rowOf, rowPotential, columnPotential);
        }

        var columns = new int[n];
        for (int column = 1; column <= n; column++)
        {
            columns[rowOf[column] - 1] = column - 1;
        }

        return columns;
    }

    /// <summary>Finds the cheapest alternating path from the row at column 0 to a free column and flips it.</summary>
    private static void Augment(double[][] costs, int[] rowOf, double[] rowPotential, double[] columnPotential)
    {
        int n = costs.Length;
        var slack = new double[n + 1];
        var from = new int[n + 1];
        var used = new bool[n + 1];
        for (int j = 0; j <= n; j++)
        {
            slack[j] = double.PositiveInfinity;
        }

        int column = 0;
        while (rowOf[column] != 0)
        {
            used[column] = true;
            int row = rowOf[column];
            int next = 0;
            double delta = double.PositiveInfinity;
            for (int j = 1; j <= n; j++)
            {
                if (used[j])
                {
                    continue;
                }

                double reduced = costs[row - 1][j - 1] - rowPotential[row] - columnPotential[j];
                (slack[j], from[j]) = reduced < slack[j] ? (reduced, column) : (slack[j], from[j]);
                (delta, next) = slack[j] < delta ? (slack[j], j) : (delta, next);
            }

            for (int j = 0; j <= n; j++)
            {
                if (used[j])
                {
                    rowPotential[rowOf[j]] += delta;
                    columnPotential[j] -= delta;
                }
                else
                {
                    slack[j] -= delta;
                }
            }

            column = next;
        }

        for (; column != 0; column = from[column])
        {
            rowOf[column] = rowOf[from[column]];
        }
    }
}
