using System.Collections.Generic;
using System.Threading;

namespace ReluGen.Core.Analysis.Degeneracy.Algebra;

/// <summary>Gaussian elimination modulo a prime. Its rank is never above the true one, so rows that it calls independent are.</summary>
internal sealed class ModularElimination
{
    /// <summary>Eliminates the rows of a matrix in their order.</summary>
    public ModularElimination(FloatMatrix matrix, CancellationToken cancellation)
    {
        var reduced = new List<uint[]>();
        for (int i = 0; i < matrix.Rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            uint[] row = System.Array.ConvertAll(matrix.Row(i).ToArray(), Residue.Of);
            for (int k = 0; k < reduced.Count; k++)
            {
                Eliminate(row, reduced[k], PivotColumns[k]);
            }

            int pivot = System.Array.FindIndex(row, static value => value != 0);
            if (pivot < 0)
            {
                DependentRows.Add(i);
                continue;
            }

            uint inverse = Residue.Inverse(row[pivot]);
            for (int j = pivot; j < row.Length; j++)
            {
                row[j] = Residue.Multiply(row[j], inverse);
            }

            reduced.Add(row);
            IndependentRows.Add(i);
            PivotColumns.Add(pivot);
        }
    }

    /// <summary>Rows that are independent, certainly.</summary>
    public List<int> IndependentRows { get; } = [];

    /// <summary>A column for each of them; the minor of these rows and columns is not 0.</summary>
    public List<int> PivotColumns { get; } = [];

    /// <summary>Rows that depend on earlier ones modulo the prime, and so probably in truth.</summary>
    public List<int> DependentRows { get; } = [];

    private static void Eliminate(uint[] row, uint[] by, int pivot)
    {
        uint factor = Residue.Negate(row[pivot]);
        if (factor == 0)
        {
            return;
        }

        // All columns before its pivot are 0 in the row that is subtracted.
        for (int j = pivot; j < row.Length; j++)
        {
            ulong value = ((ulong)factor * by[j]) + row[j];
            value = (value & Residue.Prime) + (value >> 31);
            value = (value & Residue.Prime) + (value >> 31);
            row[j] = value >= Residue.Prime ? (uint)(value - Residue.Prime) : (uint)value;
        }
    }
}
