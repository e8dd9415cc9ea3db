using System;
using System.Collections.Generic;
using System.Threading;

namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>The reduced row echelon form of a small matrix modulo a prime, pivots in the order of the columns.</summary>
internal sealed class ReducedRows
{
    private readonly double[] matrix;
    private readonly int columns;
    private readonly List<int> pivotRows = [];

    /// <summary>Eliminates.</summary>
    /// <param name="matrix">The matrix, row-major; it is overwritten.</param>
    /// <param name="columns">Its number of columns.</param>
    /// <param name="field">The field.</param>
    /// <param name="cancellation">Stops the elimination.</param>
    public ReducedRows(double[] matrix, int columns, PrimeField field, CancellationToken cancellation = default)
    {
        this.matrix = matrix;
        this.columns = columns;
        int rows = columns == 0 ? 0 : matrix.Length / columns;
        var used = new bool[rows];
        for (int j = 0; j < columns; j++)
        {
            cancellation.ThrowIfCancellationRequested();
            int pivot = 0;
            while (pivot < rows && (used[pivot] || matrix[(pivot * columns) + j] == 0))
            {
                pivot++;
            }

            if (pivot == rows)
            {
                FreeColumns.Add(j);
                continue;
            }

            used[pivot] = true;
            PivotColumns.Add(j);
            pivotRows.Add(pivot);
            Eliminate(pivot, j, rows, field);
        }
    }

    /// <summary>The columns of the pivots, ascending.</summary>
    public List<int> PivotColumns { get; } = [];

    /// <summary>The rows of the given matrix that carry them: the minor of these rows and the pivot columns is not 0.</summary>
    public IReadOnlyList<int> PivotRows => pivotRows;

    /// <summary>All other columns, ascending; each is the sum of <see cref="Factor"/> times the pivot columns before it.</summary>
    public List<int> FreeColumns { get; } = [];

    /// <summary>How often pivot column <paramref name="pivot"/> (by index) is in a free column.</summary>
    public double Factor(int pivot, int freeColumn) => matrix[(pivotRows[pivot] * columns) + freeColumn];

    private void Eliminate(int pivot, int column, int rows, PrimeField field)
    {
        int start = pivot * columns;
        double inverse = field.InverseOf(matrix[start + column]);
        for (int j = column; j < columns; j++)
        {
            matrix[start + j] = field.Multiply(matrix[start + j], inverse);
        }

        ReadOnlySpan<double> source = matrix.AsSpan(start + column, columns - column);
        for (int r = 0; r < rows; r++)
        {
            double factor = matrix[(r * columns) + column];
            if (r != pivot && factor != 0)
            {
                TileKernel.SubtractRow(matrix.AsSpan((r * columns) + column, columns - column), factor, source, field);
            }
        }
    }
}
