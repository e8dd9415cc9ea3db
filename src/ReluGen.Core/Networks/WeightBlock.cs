using System;

namespace ReluGen.Core.Networks;

/// <summary>The weights with which a stage reads one of its sources: a row a neuron, a column an element of the source.</summary>
public sealed class WeightBlock
{
    private readonly float[] values;

    /// <summary>Takes ownership of <paramref name="values"/>, row-major.</summary>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is not rows × columns.</exception>
    public WeightBlock(int source, int rows, int columns, float[] values)
    {
        if (source < 0 || rows < 0 || columns < 0 || (long)rows * columns != values.Length)
        {
            throw new ArgumentException($"A block of {rows} × {columns} weights needs {(long)rows * columns} values, not {values.Length}.");
        }

        Source = source;
        Rows = rows;
        Columns = columns;
        this.values = values;
    }

    /// <summary>0: the input; l: the activations of hidden stage l.</summary>
    public int Source { get; }

    /// <summary>Number of neurons.</summary>
    public int Rows { get; }

    /// <summary>Width of the source.</summary>
    public int Columns { get; }

    /// <summary>All weights, row-major.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The same, for analyses that keep it and do not write to it.</summary>
    internal float[] SharedValues => values;

    /// <summary>The weights of neuron <paramref name="neuron"/>.</summary>
    public ReadOnlySpan<float> Row(int neuron) => values.AsSpan(neuron * Columns, Columns);
}
