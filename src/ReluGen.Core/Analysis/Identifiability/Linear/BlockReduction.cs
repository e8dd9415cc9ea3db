using System;
using System.Collections.Generic;
using System.Threading.Tasks;
#if NET8_0_OR_GREATER
using System.Runtime.Intrinsics;
#endif

namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>Subtracts multiples of the rows of a <see cref="PivotBlock"/> from many rows, so that these become 0 in its pivot columns: a product of matrices in tiles, on all cores.</summary>
internal sealed class BlockReduction(PrimeField field, ParallelOptions parallel)
{
    /// <summary>Columns that one thread takes at a time.</summary>
    private const int ChunkColumns = 4 * TileKernel.Columns;

    private double[] factors = [];

    /// <summary>Multiply-adds so far.</summary>
    public long Operations { get; private set; }

    /// <summary>Reduces some rows of a matrix by a block.</summary>
    /// <param name="matrix">The matrix, row-major.</param>
    /// <param name="columns">Its number of columns.</param>
    /// <param name="rows">The rows to reduce.</param>
    /// <param name="block">At most 128 pivot rows.</param>
    public void Apply(double[] matrix, int columns, IReadOnlyList<int> rows, PivotBlock block)
    {
        int tiles = (rows.Count + TileKernel.Rows - 1) / TileKernel.Rows;
        if (tiles == 0 || block.Count == 0)
        {
            return;
        }

        TakeFactors(matrix, columns, rows, block, tiles);
        int chunks = (block.TailColumns + ChunkColumns - 1) / ChunkColumns;
        if (chunks > 1)
        {
            Parallel.For(0, chunks, parallel, chunk => Chunk(matrix, columns, rows, block, chunk));
        }
        else if (chunks == 1)
        {
            Chunk(matrix, columns, rows, block, 0);
        }

        Operations += (long)rows.Count * block.Count * block.TailColumns;
    }

    /// <summary>Packs the pivot columns of the rows, four rows side by side, and sets them to 0.</summary>
    private void TakeFactors(double[] matrix, int columns, IReadOnlyList<int> rows, PivotBlock block, int tiles)
    {
        int size = tiles * TileKernel.Rows * block.Count;
        if (factors.Length < size)
        {
            factors = new double[size];
        }

        Array.Clear(factors, 0, size);
        for (int r = 0; r < rows.Count; r++)
        {
            Span<double> pivots = matrix.AsSpan((rows[r] * columns) + block.First, block.Count);
            int start = (r / TileKernel.Rows * TileKernel.Rows * block.Count) + (r % TileKernel.Rows);
            for (int k = 0; k < pivots.Length; k++)
            {
                factors[start + (k * TileKernel.Rows)] = pivots[k];
            }

            pivots.Clear();
        }
    }

    private void Chunk(double[] matrix, int columns, IReadOnlyList<int> rows, PivotBlock block, int chunk)
    {
        var panel = new double[block.Count * TileKernel.Columns];
        var edge = new double[TileKernel.Rows * TileKernel.Columns];
        int end = Math.Min(block.TailColumns, (chunk + 1) * ChunkColumns);
        for (int column = chunk * ChunkColumns; column < end; column += TileKernel.Columns)
        {
            int width = Math.Min(TileKernel.Columns, block.TailColumns - column);
            Pack(block, column, width, panel);
            for (int first = 0; first < rows.Count; first += TileKernel.Rows)
            {
                int height = Math.Min(TileKernel.Rows, rows.Count - first);
                ReadOnlySpan<double> tile = factors.AsSpan(first * block.Count, TileKernel.Rows * block.Count);
                int start = (rows[first] * columns) + block.End + column;
                if (width == TileKernel.Columns && height == TileKernel.Rows && rows[first + TileKernel.Rows - 1] == rows[first] + TileKernel.Rows - 1)
                {
                    TileKernel.Subtract(matrix.AsSpan(start), columns, tile, panel, block.Count, field);
                    continue;
                }

                for (int i = 0; i < height; i++)
                {
                    matrix.AsSpan((rows[first + i] * columns) + block.End + column, width).CopyTo(edge.AsSpan(i * TileKernel.Columns));
                }

                TileKernel.Subtract(edge, TileKernel.Columns, tile, panel, block.Count, field);
                for (int i = 0; i < height; i++)
                {
                    edge.AsSpan(i * TileKernel.Columns, width).CopyTo(matrix.AsSpan((rows[first + i] * columns) + block.End + column));
                }
            }
        }
    }

    private static void Pack(PivotBlock block, int column, int width, double[] panel)
    {
        int columns = block.TailColumns;
        for (int k = 0; k < block.Count; k++)
        {
            ReadOnlySpan<float> source = block.Tail.AsSpan((k * columns) + column, width);
            Span<double> target = panel.AsSpan(k * TileKernel.Columns, TileKernel.Columns);
            int j = 0;
#if NET8_0_OR_GREATER
            for (; j <= width - 8; j += 8)
            {
                (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.Create(source.Slice(j)));
                lower.CopyTo(target.Slice(j));
                upper.CopyTo(target.Slice(j + 4));
            }
#endif
            for (; j < width; j++)
            {
                target[j] = source[j];
            }
        }
    }
}
