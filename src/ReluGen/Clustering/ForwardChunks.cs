using System;

namespace ReluGen.Clustering;

/// <summary>Runs rows through a network in chunks that stay in the core's first cache, without allocating.</summary>
internal sealed class ForwardChunks<TNetwork, TPattern>
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    // So many values, or so many rows, that a chunk stays in the core's first cache; but enough rows for the batch code.
    private const int ValuesOfChunk = 2048;
    private const int MostRowsOfChunk = 256;
    private const int LeastRowsOfChunk = 32;

    private static readonly int RowsOfChunk = Math.Clamp(ValuesOfChunk / (TNetwork.InputCount + TNetwork.OutputCount), LeastRowsOfChunk, MostRowsOfChunk);

    private readonly float[] outputs = new float[RowsOfChunk * TNetwork.OutputCount];
    private readonly TPattern[] patterns = new TPattern[RowsOfChunk];

    /// <summary>Refuses what is no whole number of rows.</summary>
    /// <exception cref="ArgumentException">The last row is not whole.</exception>
    public static void Require(ReadOnlySpan<float> inputs)
    {
        if (inputs.Length % TNetwork.InputCount != 0)
        {
            throw new ArgumentException($"{inputs.Length} values are no whole number of rows of {TNetwork.InputCount}.", nameof(inputs));
        }
    }

    /// <summary>Takes the next rows off <paramref name="inputs"/>.</summary>
    /// <returns>False if there are no more.</returns>
    public bool Next(ref ReadOnlySpan<float> inputs, out ReadOnlySpan<float> rows, out ReadOnlySpan<float> results, out ReadOnlySpan<TPattern> found)
    {
        int count = Math.Min(RowsOfChunk, inputs.Length / TNetwork.InputCount);
        rows = inputs[..(count * TNetwork.InputCount)];
        inputs = inputs[rows.Length..];
        Span<float> written = outputs.AsSpan(0, count * TNetwork.OutputCount);
        TNetwork.ForwardBatch(rows, written, patterns.AsSpan(0, count));
        results = written;
        found = patterns.AsSpan(0, count);
        return count > 0;
    }
}
