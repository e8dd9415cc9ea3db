using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Lowering;

/// <summary>A constant sparse matrix that maps the elements of one tensor to those of another: convolutions, sums and means.</summary>
internal sealed class LinearMap(Budget budget)
{
    private readonly List<int> starts = [0];
    private readonly List<int> elements = [];
    private readonly List<double> coefficients = [];

    /// <summary>Number of rows so far, which is the number of elements of the result.</summary>
    public int Rows => starts.Count - 1;

    /// <summary>Adds coefficient · element to the current row.</summary>
    public void Add(int element, double coefficient)
    {
        // An index and a coefficient have 12 bytes; while a list grows it is there once, and once more twice as long.
        budget.Charge(5);
        elements.Add(element);
        coefficients.Add(coefficient);
    }

    /// <summary>Completes the current row.</summary>
    public void EndRow()
    {
        budget.Charge(1);
        starts.Add(elements.Count);
    }

    /// <summary>The result for <paramref name="operand"/>, in a shape of as many elements as there are rows.</summary>
    public AffineTensor Apply(AffineTensor operand, int[] shape)
    {
        double[] bias = budget.Doubles(Rows);
        for (int row = 0; row < Rows; row++)
        {
            for (int at = starts[row]; at < starts[row + 1]; at++)
            {
                // What is not there stays away, even if the coefficient is infinite.
                double constant = operand.Bias[elements[at]];
                bias[row] += constant == 0 ? 0 : constant * coefficients[at];
            }
        }

        var blocks = new List<AffineBlock>(operand.Blocks.Count);
        foreach (AffineBlock block in operand.Blocks)
        {
            budget.Work((double)elements.Count * Math.Max(1, block.Entries / Math.Max(1, block.Rows)));
            blocks.Add(block is DenseBlock ? ApplyDense(block) : ApplySparse(block));
        }

        return new AffineTensor(shape, bias, blocks);
    }

    private DenseBlock ApplyDense(AffineBlock block)
    {
        double[] values = budget.Doubles((long)Rows * block.Columns);
        for (int row = 0; row < Rows; row++)
        {
            Span<double> target = values.AsSpan(row * block.Columns, block.Columns);
            for (int at = starts[row]; at < starts[row + 1]; at++)
            {
                block.AddRow(elements[at], coefficients[at], target);
            }
        }

        return new DenseBlock(block.Source, Rows, block.Columns, values);
    }

    private SparseBlock ApplySparse(AffineBlock block)
    {
        var rows = new SparseRows(block.Source, block.Columns, budget);
        for (int row = 0; row < Rows; row++)
        {
            for (int at = starts[row]; at < starts[row + 1]; at++)
            {
                block.AddRow(elements[at], coefficients[at], rows);
            }

            rows.EndRow();
        }

        return rows.ToBlock();
    }
}
