using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Lowering;

/// <summary>Collects the rows of a <see cref="SparseBlock"/>, one after another; entries of one column are summed in the order in which they come.</summary>
internal sealed class SparseRows
{
    private readonly int source;
    private readonly Budget budget;
    private readonly double[] sums;
    private readonly bool[] isTouched;
    private readonly List<int> touched = [];
    private readonly List<int> starts = [0];
    private readonly List<int> indices = [];
    private readonly List<double> values = [];

    public SparseRows(int source, int columns, Budget budget)
    {
        this.source = source;
        this.budget = budget;
        sums = budget.Doubles(columns);
        budget.Charge(columns);
        isTouched = new bool[columns];
    }

    /// <summary>Adds to an entry of the current row.</summary>
    public void Add(int column, double value)
    {
        if (!isTouched[column])
        {
            isTouched[column] = true;
            touched.Add(column);
        }

        sums[column] += value;
    }

    /// <summary>Completes the current row.</summary>
    /// <exception cref="Core.Diagnostics.InputException">The rows have too many entries for the size of the file.</exception>
    public void EndRow()
    {
        // An entry has 12 bytes; while a list grows it is there once, and once more twice as long.
        budget.Charge(1 + 5L * touched.Count);
        touched.Sort();
        foreach (int column in touched)
        {
            indices.Add(column);
            values.Add(sums[column]);
            sums[column] = 0;
            isTouched[column] = false;
        }

        touched.Clear();
        starts.Add(indices.Count);
    }

    /// <summary>The rows so far.</summary>
    public SparseBlock ToBlock() => new(source, sums.Length, starts.ToArray(), indices.ToArray(), values.ToArray());
}
