using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>
/// The row space, modulo a prime, of a matrix whose rows come in batches: only rows that are independent of the earlier ones are kept, in
/// block echelon form, so that memory is bounded by the number of columns squared (2 bytes an entry), however many rows come.
/// </summary>
/// <remarks>
/// Blocks of 128 pivot rows: a batch is reduced by every block in turn, as products of matrices, and then eliminated within itself in
/// panels of 16 rows. Columns are exchanged so that the pivots of a block lie side by side. The result depends on the rows only.
/// </remarks>
internal sealed class RowSketch
{
    /// <summary>Rows that a batch may have at most; more only cost memory.</summary>
    public const int BatchRows = 1024;

    private const int PanelRows = 16;

    private readonly PrimeField field;
    private readonly BlockReduction reduction;
    private readonly List<PivotBlock> blocks = [];
    private readonly CancellationToken cancellation;

    /// <summary>Original column at each position.</summary>
    private readonly int[] order;
    private readonly List<long> pivotRows = [];
    private long rowCount;
    private long rowOperations;
    private double[] scratch = [];

    /// <summary>An empty sketch.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="field">The field.</param>
    /// <param name="threads">Number of threads; 0 is one a processor. The result does not depend on it.</param>
    /// <param name="cancellation">Stops the work.</param>
    public RowSketch(int columns, PrimeField field, int threads, CancellationToken cancellation)
    {
        this.field = field;
        this.cancellation = cancellation;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        reduction = new BlockReduction(field, parallel);
        order = new int[columns];
        for (int j = 0; j < columns; j++)
        {
            order[j] = j;
        }
    }

    /// <summary>Number of columns.</summary>
    public int Columns => order.Length;

    /// <summary>Number of independent rows so far.</summary>
    public int Rank => pivotRows.Count;

    /// <summary>Numbers of the rows that were independent of those before, counted over all batches.</summary>
    public IReadOnlyList<long> PivotRows => pivotRows;

    /// <summary>A column for each of them: the minor of these rows and columns is not 0.</summary>
    public ReadOnlySpan<int> PivotColumns => order.AsSpan(0, Rank);

    /// <summary>Multiply-adds in the field so far.</summary>
    public long Operations => reduction.Operations + rowOperations;

    /// <summary>Adds rows.</summary>
    /// <param name="batch">The rows, row-major; they are overwritten.</param>
    /// <param name="rows">Number of rows.</param>
    public void Add(double[] batch, int rows)
    {
        Arrange(batch, rows);
        int[] all = Range(0, rows);
        foreach (PivotBlock block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            reduction.Apply(batch, Columns, all, block);
        }

        for (int first = 0; first < rows && Rank < Columns; first += TileKernel.MostProducts)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(rows, first + TileKernel.MostProducts);
            PivotBlock block = Eliminate(batch, first, end, rows);
            if (block.Count > 0)
            {
                reduction.Apply(batch, Columns, Range(end, rows), block);
                Keep(block);
            }
        }

        rowCount += rows;
    }

    /// <summary>Brings the columns of new rows into the order of the sketch.</summary>
    private void Arrange(double[] batch, int rows)
    {
        scratch = scratch.Length == 0 ? new double[Columns] : scratch;
        for (int r = 0; r < rows; r++)
        {
            Span<double> row = batch.AsSpan(r * Columns, Columns);
            row.CopyTo(scratch);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = scratch[order[j]];
            }
        }
    }

    /// <summary>Eliminates rows among themselves and returns those that are independent, with the identity in their pivot columns.</summary>
    private PivotBlock Eliminate(double[] batch, int first, int end, int rows)
    {
        int start = Rank;
        var pivots = new List<int>();
        for (int panel = first; panel < end; panel += PanelRows)
        {
            int panelEnd = Math.Min(end, panel + PanelRows);
            int known = pivots.Count;
            int from = Rank;
            EliminatePanel(batch, panel, panelEnd, rows, pivots);
            if (pivots.Count > known)
            {
                List<int> others = pivots.GetRange(0, known);
                others.AddRange(Range(panelEnd, end));
                reduction.Apply(batch, Columns, others, BlockOf(batch, pivots.GetRange(known, pivots.Count - known), from));
            }
        }

        return BlockOf(batch, pivots, start);
    }

    private void EliminatePanel(double[] batch, int first, int end, int rows, List<int> pivots)
    {
        int known = pivots.Count;
        int start = Rank;
        for (int r = first; r < end; r++)
        {
            for (int q = known; q < pivots.Count; q++)
            {
                Subtract(batch, r, pivots[q], start + q - known);
            }

            int position = Rank;
            int pivot = FirstNonZero(batch.AsSpan(r * Columns, Columns), position);
            if (pivot < 0)
            {
                continue;
            }

            SwapColumns(batch, rows, position, pivot);
            double inverse = field.InverseOf(batch[(r * Columns) + position]);
            for (int j = position; j < Columns; j++)
            {
                batch[(r * Columns) + j] = field.Multiply(batch[(r * Columns) + j], inverse);
            }

            for (int q = known; q < pivots.Count; q++)
            {
                Subtract(batch, pivots[q], r, position);
            }

            pivots.Add(r);
            pivotRows.Add(rowCount + r);
        }
    }

    /// <summary>Subtracts the multiple of a pivot row that makes its pivot column 0.</summary>
    private void Subtract(double[] batch, int row, int pivotRow, int position)
    {
        double factor = batch[(row * Columns) + position];
        if (factor != 0)
        {
            int length = Columns - position;
            TileKernel.SubtractRow(batch.AsSpan((row * Columns) + position, length), factor, batch.AsSpan((pivotRow * Columns) + position, length), field);
            rowOperations += length;
        }
    }

    private static int FirstNonZero(ReadOnlySpan<double> row, int from)
    {
        for (int j = from; j < row.Length; j++)
        {
            if (row[j] != 0)
            {
                return j;
            }
        }

        return -1;
    }

    private void SwapColumns(double[] batch, int rows, int left, int right)
    {
        if (left == right)
        {
            return;
        }

        for (int r = 0; r < rows; r++)
        {
            int start = r * Columns;
            (batch[start + left], batch[start + right]) = (batch[start + right], batch[start + left]);
        }

        foreach (PivotBlock block in blocks)
        {
            block.SwapColumns(left, right);
        }

        (order[left], order[right]) = (order[right], order[left]);
    }

    private PivotBlock BlockOf(double[] batch, List<int> rows, int first)
    {
        int end = first + rows.Count;
        int columns = Columns - end;
        var tail = new float[(long)rows.Count * columns];
        for (int k = 0; k < rows.Count; k++)
        {
            ReadOnlySpan<double> row = batch.AsSpan((rows[k] * Columns) + end, columns);
            Span<float> target = tail.AsSpan(k * columns, columns);
            for (int j = 0; j < columns; j++)
            {
                target[j] = (float)row[j];
            }
        }

        return new PivotBlock(first, rows.Count, tail);
    }

    /// <summary>Appends a block; one that is small joins the last, so that few new rows a batch do not make many blocks.</summary>
    private void Keep(PivotBlock block)
    {
        if (blocks.Count == 0 || blocks[blocks.Count - 1].Count + block.Count > TileKernel.MostProducts)
        {
            blocks.Add(block);
            return;
        }

        PivotBlock last = blocks[blocks.Count - 1];
        var joined = new double[last.Count * Columns];
        for (int k = 0; k < last.Count; k++)
        {
            for (int j = 0; j < last.TailColumns; j++)
            {
                joined[(k * Columns) + last.End + j] = last.Tail[(k * last.TailColumns) + j];
            }
        }

        reduction.Apply(joined, Columns, Range(0, last.Count), block);
        int columns = Columns - block.End;
        var tail = new float[(last.Count + block.Count) * columns];
        for (int k = 0; k < last.Count; k++)
        {
            for (int j = 0; j < columns; j++)
            {
                tail[(k * columns) + j] = (float)joined[(k * Columns) + block.End + j];
            }
        }

        Array.Copy(block.Tail, 0, tail, last.Count * columns, block.Tail.Length);
        blocks[blocks.Count - 1] = new PivotBlock(last.First, last.Count + block.Count, tail);
    }

    private static int[] Range(int from, int to)
    {
        var range = new int[Math.Max(0, to - from)];
        for (int i = 0; i < range.Length; i++)
        {
            range[i] = from + i;
        }

        return range;
    }
}
