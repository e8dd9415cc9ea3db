using System;
using System.ComponentModel;
using System.Threading.Tasks;

namespace ReluGen.CompilerServices;

/// <summary>Shares the rows of a batch among threads; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ParallelRows
{
    /// <summary>Parts a thread: with several, one that is late costs little.</summary>
    private const int PartsPerThread = 4;

    /// <summary>Calls <paramref name="body"/> with parts of the rows: inputs, outputs, patterns (or null), first row, end. Every row is in one part.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="tile">Parts are multiples of so many rows, save the last.</param>
    /// <param name="threads">At most so many threads work, the caller's included.</param>
    /// <param name="body">Computes a part; called from several threads.</param>
    /// <param name="inputs">Passed on.</param>
    /// <param name="outputs">Passed on.</param>
    /// <param name="patterns">Passed on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not positive.</exception>
    public static void Run(int rows, int tile, int threads, delegate*<float*, float*, void*, int, int, void> body, float* inputs, float* outputs, void* patterns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        int tiles = (int)(((long)rows + tile - 1) / tile);
        int parts = (int)Math.Min(tiles, (long)threads * PartsPerThread);
        if (threads == 1 || parts <= 1)
        {
            body(inputs, outputs, patterns, 0, rows);
            return;
        }

        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            int first = (int)((long)tiles * part / parts) * tile;
            int end = part == parts - 1 ? rows : (int)((long)tiles * (part + 1) / parts) * tile;
            body(inputs, outputs, patterns, first, end);
        });
    }
}
