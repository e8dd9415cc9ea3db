using System;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Commands;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Clusters;

/// <summary>Does something with rows, one after another.</summary>
internal delegate void RowsAction(ReadOnlySpan<float> rows);

/// <summary>Reads the rows of a sample file many at a time.</summary>
internal static class SampleChunks
{
    private const int RowsOfChunk = 1024;

    /// <summary>Hands the rows of <paramref name="samples"/> to <paramref name="action"/> as they are read.</summary>
    /// <exception cref="CommandException">The file has an error.</exception>
    public static void Read(string samples, Network network, RowsAction action, Progress progress, CancellationToken cancellation)
    {
        int width = network.InputCount;
        var chunk = new float[RowsOfChunk * width];
        int filled = 0;
        long done = 0;
        Inputs.Of(samples, () =>
        {
            // What was decided about the columns is among the model's notes already.
            foreach (float[] row in SampleFile.Read(samples, network, notes: null, cancellation))
            {
                row.CopyTo(chunk, filled * width);
                if (++filled == RowsOfChunk)
                {
                    action(chunk);
                    filled = 0;
                }

                progress.Report(++done, "rows");
            }
        });
        action(chunk.AsSpan(0, filled * width));
    }
}
