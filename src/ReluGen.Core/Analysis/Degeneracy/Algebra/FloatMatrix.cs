using System;

namespace ReluGen.Core.Analysis.Degeneracy.Algebra;

/// <summary>A matrix of finite float32 numbers, row-major.</summary>
/// <param name="rows">Number of rows.</param>
/// <param name="columns">Number of columns.</param>
/// <param name="values">The numbers; they are shared, so whoever shares them must not fill the matrix.</param>
internal sealed class FloatMatrix(int rows, int columns, float[] values)
{
    /// <summary>A matrix of zeros.</summary>
    public FloatMatrix(int rows, int columns)
        : this(rows, columns, new float[(long)rows * columns])
    {
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>A row.</summary>
    public ReadOnlySpan<float> Row(int row) => values.AsSpan(row * Columns, Columns);

    /// <summary>A row to be filled.</summary>
    public Span<float> RowToFill(int row) => values.AsSpan(row * Columns, Columns);

    /// <summary>The matrix of some of the rows.</summary>
    public FloatMatrix Select(System.Collections.Generic.IReadOnlyList<int> chosen)
    {
        var part = new FloatMatrix(chosen.Count, Columns);
        for (int i = 0; i < chosen.Count; i++)
        {
            Row(chosen[i]).CopyTo(part.RowToFill(i));
        }

        return part;
    }

    /// <summary>Rows as columns.</summary>
    public FloatMatrix Transposed()
    {
        var turned = new FloatMatrix(Columns, Rows);
        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<float> row = Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                turned.RowToFill(j)[i] = row[j];
            }
        }

        return turned;
    }

    /// <summary>First place of a row that is not 0; -1 if there is none.</summary>
    public int FirstNonZero(int row)
    {
        ReadOnlySpan<float> weights = Row(row);
        for (int j = 0; j < weights.Length; j++)
        {
            if (weights[j] != 0)
            {
                return j;
            }
        }

        return -1;
    }
}
