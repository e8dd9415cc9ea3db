using System;

namespace ReluGen.Formats.Lowering;

/// <summary>How the elements of a tensor depend on one source (0: the input; l: hidden stage l): a matrix, rows × columns.</summary>
internal abstract class AffineBlock(int source, int rows, int columns)
{
    /// <summary>Index of the source.</summary>
    public int Source { get; } = source;

    /// <summary>Number of elements of the tensor.</summary>
    public int Rows { get; } = rows;

    /// <summary>Width of the source.</summary>
    public int Columns { get; } = columns;

    /// <summary>target += coefficient · row; <paramref name="target"/> has <see cref="Columns"/> elements.</summary>
    public abstract void AddRow(int row, double coefficient, Span<double> target);

    /// <summary>The same for a row that is collected entry by entry.</summary>
    public abstract void AddRow(int row, double coefficient, SparseRows target);

    /// <summary>Number of entries that are stored.</summary>
    public abstract long Entries { get; }

    /// <summary>True if the row has no entry: the element does not depend on the source. A stored zero is an entry.</summary>
    public abstract bool IsEmpty(int row);

    /// <summary>The block whose row i is row rows[i] (i where null) of this one, times or divided by factors[i] (1 where null).</summary>
    public abstract AffineBlock Gather(int[]? rows, double[]? factors, bool divide, Budget budget);

    /// <summary>The same as a matrix.</summary>
    public DenseBlock ToDense(Budget budget)
    {
        double[] values = budget.Doubles((long)Rows * Columns);
        for (int i = 0; i < Rows; i++)
        {
            AddRow(i, 1, values.AsSpan(i * Columns, Columns));
        }

        return new DenseBlock(Source, Rows, Columns, values);
    }

    /// <summary>first + sign · second, of one source and size.</summary>
    public static AffineBlock Add(AffineBlock first, AffineBlock second, double sign, Budget budget)
    {
        if (first is SelectionBlock a && second is SelectionBlock b && a.SelectsSameAs(b))
        {
            return a.Plus(b, sign, budget);
        }

        return first is DenseBlock || second is DenseBlock ? AddDense(first, second, sign, budget) : AddSparse(first, second, sign, budget);
    }

    private static DenseBlock AddDense(AffineBlock first, AffineBlock second, double sign, Budget budget)
    {
        DenseBlock sum = first.ToDense(budget);
        for (int i = 0; i < sum.Rows; i++)
        {
            second.AddRow(i, sign, sum.Values.AsSpan(i * sum.Columns, sum.Columns));
        }

        return sum;
    }

    private static SparseBlock AddSparse(AffineBlock first, AffineBlock second, double sign, Budget budget)
    {
        var sum = new SparseRows(first.Source, first.Columns, budget);
        for (int i = 0; i < first.Rows; i++)
        {
            first.AddRow(i, 1, sum);
            second.AddRow(i, sign, sum);
            sum.EndRow();
        }

        return sum.ToBlock();
    }
}

/// <summary>A matrix of which each row has at most one entry: the input before its first product, or a reordered activation.</summary>
/// <remarks>It keeps shape operators on wide tensors from needing a square matrix. Takes ownership of its arguments.</remarks>
internal sealed class SelectionBlock(int source, int columns, int[] indices, double[] scales)
    : AffineBlock(source, indices.Length, columns)
{
    /// <summary>Marks a row without an entry.</summary>
    public const int None = -1;

    /// <summary>Column of the entry of each row, or <see cref="None"/>.</summary>
    public ReadOnlySpan<int> Indices => indices;

    /// <summary>Value of the entry of each row.</summary>
    public ReadOnlySpan<double> Scales => scales;

    /// <summary>Element i of the source for row i.</summary>
    public static SelectionBlock Identity(int source, int width)
    {
        var indices = new int[width];
        var scales = new double[width];
        for (int i = 0; i < width; i++)
        {
            indices[i] = i;
            scales[i] = 1;
        }

        return new SelectionBlock(source, width, indices, scales);
    }

    public override void AddRow(int row, double coefficient, Span<double> target)
    {
        if (indices[row] != None)
        {
            target[indices[row]] += coefficient * scales[row];
        }
    }

    public override void AddRow(int row, double coefficient, SparseRows target)
    {
        if (indices[row] != None)
        {
            target.Add(indices[row], coefficient * scales[row]);
        }
    }

    public override long Entries => indices.Length;

    public override bool IsEmpty(int row) => indices[row] == None;

    public override AffineBlock Gather(int[]? rows, double[]? factors, bool divide, Budget budget)
    {
        int count = rows?.Length ?? Rows;
        double[] newScales = budget.Doubles(count);
        var newIndices = new int[count];
        for (int i = 0; i < count; i++)
        {
            int row = rows is null ? i : rows[i];
            newIndices[i] = indices[row];
            newScales[i] = Scaling.Apply(scales[row], factors, i, divide);
        }

        return new SelectionBlock(Source, Columns, newIndices, newScales);
    }

    public bool SelectsSameAs(SelectionBlock other) => Indices.SequenceEqual(other.Indices);

    public SelectionBlock Plus(SelectionBlock other, double sign, Budget budget)
    {
        double[] sums = budget.Doubles(Rows);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = scales[i] + sign * other.Scales[i];
        }

        return new SelectionBlock(Source, Columns, indices, sums);
    }
}

/// <summary>A matrix, row-major. Takes ownership of its values.</summary>
internal sealed class DenseBlock(int source, int rows, int columns, double[] values) : AffineBlock(source, rows, columns)
{
    /// <summary>All entries, row-major; not to be changed once the block is part of a tensor.</summary>
    public double[] Values { get; } = values;

    public override void AddRow(int row, double coefficient, Span<double> target)
    {
        ReadOnlySpan<double> from = Values.AsSpan(row * Columns, Columns);
        for (int i = 0; i < from.Length; i++)
        {
            target[i] += coefficient * from[i];
        }
    }

    public override void AddRow(int row, double coefficient, SparseRows target)
    {
        ReadOnlySpan<double> from = Values.AsSpan(row * Columns, Columns);
        for (int i = 0; i < from.Length; i++)
        {
            target.Add(i, coefficient * from[i]);
        }
    }

    public override long Entries => Values.Length;

    public override bool IsEmpty(int row) => false;

    public override AffineBlock Gather(int[]? rows, double[]? factors, bool divide, Budget budget)
    {
        int count = rows?.Length ?? Rows;
        double[] result = budget.Doubles((long)count * Columns);
        for (int i = 0; i < count; i++)
        {
            int row = rows is null ? i : rows[i];
            for (int j = 0; j < Columns; j++)
            {
                result[i * Columns + j] = Scaling.Apply(Values[row * Columns + j], factors, i, divide);
            }
        }

        return new DenseBlock(Source, count, Columns, result);
    }
}

/// <summary>Multiplies or divides: a division is done as one, since a product with the reciprocal rounds twice.</summary>
internal static class Scaling
{
    public static double Apply(double value, double[]? factors, int index, bool divide) =>
        factors is null ? value
        : divide ? value / factors[index]
        : value * factors[index];
}
