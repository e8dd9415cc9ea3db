using System;

namespace ReluGen.Formats.Lowering;

/// <summary>A matrix of which only some entries are stored, row by row, columns ascending: a convolution, a pool, a difference of elements.</summary>
/// <remarks>Takes ownership of its arguments; the entries of row i are those from starts[i] up to starts[i + 1].</remarks>
internal sealed class SparseBlock(int source, int columns, int[] starts, int[] indices, double[] values)
    : AffineBlock(source, starts.Length - 1, columns)
{
    public override long Entries => indices.Length;

    public override bool IsEmpty(int row) => starts[row] == starts[row + 1];

    public override void AddRow(int row, double coefficient, Span<double> target)
    {
        for (int at = starts[row]; at < starts[row + 1]; at++)
        {
            target[indices[at]] += coefficient * values[at];
        }
    }

    public override void AddRow(int row, double coefficient, SparseRows target)
    {
        for (int at = starts[row]; at < starts[row + 1]; at++)
        {
            target.Add(indices[at], coefficient * values[at]);
        }
    }

    public override AffineBlock Gather(int[]? rows, double[]? factors, bool divide, Budget budget)
    {
        int count = rows?.Length ?? Rows;
        var newStarts = new int[count + 1];
        long entries = 0;
        for (int i = 0; i < count; i++)
        {
            int row = rows is null ? i : rows[i];
            entries += starts[row + 1] - starts[row];
            budget.RequireArray(entries);
            newStarts[i + 1] = (int)entries;
        }

        budget.Charge(count + entries);
        double[] newValues = budget.Doubles(entries);
        var newIndices = new int[entries];
        for (int i = 0; i < count; i++)
        {
            int row = rows is null ? i : rows[i];
            Array.Copy(indices, starts[row], newIndices, newStarts[i], newStarts[i + 1] - newStarts[i]);
            for (int at = newStarts[i]; at < newStarts[i + 1]; at++)
            {
                newValues[at] = Scaling.Apply(values[starts[row] + at - newStarts[i]], factors, i, divide);
            }
        }

        return new SparseBlock(Source, Columns, newStarts, newIndices, newValues);
    }
}
