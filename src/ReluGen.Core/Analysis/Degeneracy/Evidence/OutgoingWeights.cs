using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>What later stages do with the elements of one source.</summary>
internal sealed class OutgoingWeights
{
    /// <summary>Sums of squares of weights; the square of the least float32 is a positive float64.</summary>
    private readonly double[] squares;

    private OutgoingWeights(int width)
    {
        squares = new double[width];
    }

    /// <summary>One a source; element 0 is the input.</summary>
    public static OutgoingWeights[] Of(Network network)
    {
        var all = new OutgoingWeights[network.Stages.Count + 1];
        for (int source = 0; source < all.Length; source++)
        {
            all[source] = new OutgoingWeights(network.WidthOf(source));
        }

        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            foreach (WeightBlock block in network.StageOf(l).Blocks)
            {
                all[block.Source].Add(block);
            }
        }

        return all;
    }

    /// <summary>True if some weight with which element <paramref name="element"/> is read is not 0.</summary>
    public bool IsRead(int element) => squares[element] != 0;

    /// <summary>Euclidean norm of the weights with which an element is read, in float64.</summary>
    public double NormOf(int element) => Math.Sqrt(squares[element]);

    private void Add(WeightBlock block)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            AddSquares(block.Row(i));
        }
    }

    /// <summary>Element by element, so vectors change no bit.</summary>
    [MethodImpl(HotLoop.Options)]
    private void AddSquares(ReadOnlySpan<float> row)
    {
        ReadOnlySpan<Vector<float>> weights = MemoryMarshal.Cast<float, Vector<float>>(row);
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(squares.AsSpan(0, row.Length));
        for (int v = 0; v < weights.Length; v++)
        {
            Vector.Widen(weights[v], out Vector<double> low, out Vector<double> high);
            sums[2 * v] += low * low;
            sums[(2 * v) + 1] += high * high;
        }

        for (int k = weights.Length * Vector<float>.Count; k < row.Length; k++)
        {
            squares[k] += (double)row[k] * row[k];
        }
    }
}
