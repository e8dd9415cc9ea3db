using System;

namespace ReluGen.Explanations;

/// <summary>
/// What changes where one hidden neuron switches: the affine map beyond its hyperplane is A' = A + f·qᵀ and b' = b + f·c, where q and c are the
/// neuron's normal and offset of BoundariesOf and f one factor an output. So a facet changes explanations along its normal only.
/// </summary>
public static class FacetChange
{
    private const int WordsOnStack = 64;

    /// <summary>The map beyond a neuron's hyperplane, and the factors.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <typeparam name="TPattern">Its activation pattern.</typeparam>
    /// <param name="pattern">The pattern of the row.</param>
    /// <param name="neuron">A hidden neuron, as RegionMargin names the nearest.</param>
    /// <param name="here">The affine map of the pattern.</param>
    /// <param name="normal">The neuron's row of the normals of BoundariesOf.</param>
    /// <param name="weights">Receives A': outputs × inputs.</param>
    /// <param name="bias">Receives b'.</param>
    /// <param name="factors">Receives a factor an output; 0 where the normal is 0.</param>
    /// <returns>The pattern with that bit changed: that of the neighbour, unless other neurons share the hyperplane.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <remarks>Costs an affine map; with up to 4096 neurons it allocates nothing. The error is that of AffineMapOf.</remarks>
    public static TPattern Across<TNetwork, TPattern>(
        in TPattern pattern, int neuron, AffineMap here, ReadOnlySpan<double> normal, Span<float> weights, Span<float> bias, Span<double> factors)
        where TNetwork : IReluNetwork<TNetwork, TPattern>
        where TPattern : unmanaged, IActivationPattern<TPattern>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)neuron, (uint)TPattern.BitCount, nameof(neuron));
        int inputs = TNetwork.InputCount, outputs = TNetwork.OutputCount;
        if (here.InputCount != inputs || here.OutputCount != outputs || normal.Length != inputs || factors.Length < outputs)
        {
            throw new ArgumentException($"The network has {inputs} inputs and {outputs} outputs; the map has {here.InputCount} and {here.OutputCount}, the normal {normal.Length} values, and there is room for {factors.Length} factors.");
        }

        TPattern beyond = Flipped(pattern, neuron);
        TNetwork.AffineMapOf(beyond, weights, bias);
        double squares = 0;
        foreach (double value in normal)
        {
            squares += value * value;
        }

        for (int o = 0; o < outputs; o++)
        {
            double along = 0;
            for (int j = 0; j < inputs; j++)
            {
                along += ((double)weights[(o * inputs) + j] - here.Row(o)[j]) * normal[j];
            }

            factors[o] = squares == 0 ? 0 : along / squares;
        }

        return beyond;
    }

    private static TPattern Flipped<TPattern>(in TPattern pattern, int neuron)
        where TPattern : unmanaged, IActivationPattern<TPattern>
    {
        int count = TPattern.WordCount;
        Span<ulong> words = count <= WordsOnStack ? stackalloc ulong[WordsOnStack] : new ulong[count];
        pattern.CopyWordsTo(words);
        words[neuron >> 6] ^= 1UL << (neuron & 63);
        return TPattern.FromWords(words[..count]);
    }
}
