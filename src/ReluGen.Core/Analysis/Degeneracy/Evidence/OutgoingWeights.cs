using System;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>What later stages do with the elements of one source.</summary>
internal sealed class OutgoingWeights
{
    private readonly bool[] read;
    private readonly double[] squares;

    private OutgoingWeights(int width)
    {
        read = new bool[width];
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
            foreach (WeightBlock block in StageMatrix.StageOf(network, l).Blocks)
            {
                all[block.Source].Add(block);
            }
        }

        return all;
    }

    /// <summary>True if some weight with which element <paramref name="element"/> is read is not 0.</summary>
    public bool IsRead(int element) => read[element];

    /// <summary>Euclidean norm of the weights with which an element is read, in float64.</summary>
    public double NormOf(int element) => Math.Sqrt(squares[element]);

    private void Add(WeightBlock block)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            ReadOnlySpan<float> row = block.Row(i);
            for (int k = 0; k < row.Length; k++)
            {
                read[k] |= row[k] != 0;
                squares[k] += (double)row[k] * row[k];
            }
        }
    }
}
