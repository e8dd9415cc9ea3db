using System;
using System.Threading;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Lowering;

/// <summary>Bounds what lowering a file may allocate and compute, in proportion to the size of the file.</summary>
/// <remarks>A few bytes can ask for terabytes through broadcasting and products; so every array of a tensor is taken from here.</remarks>
internal sealed class Budget(long fileBytes, CancellationToken cancellation)
{
    private const long MostElements = 2_000_000_000;

    // Never more than an array can hold, so that every count that is granted fits an int.
    private long elements = Granted(fileBytes);
    private long bytes = fileBytes;
    private double work = 4e9 + (2e3 * fileBytes);

    /// <summary>Counts a further file of the model as part of its size.</summary>
    public void Admit(long more)
    {
        elements = Math.Min(elements + Granted(bytes + more) - Granted(bytes), MostElements);
        work += 2e3 * more;
        bytes += more;
    }

    /// <summary>A new array of <paramref name="count"/> zeros.</summary>
    /// <exception cref="InputException">The file has asked for too much.</exception>
    public double[] Doubles(long count)
    {
        Charge(count);
        return new double[count];
    }

    /// <summary>Refuses what would not fit an array, before it is counted in an int.</summary>
    /// <exception cref="InputException">The file has asked for too much.</exception>
    public void RequireArray(long count)
    {
        if (count > elements)
        {
            Charge(count);
        }
    }

    /// <summary>Accounts for <paramref name="count"/> numbers that are about to be allocated.</summary>
    /// <exception cref="InputException">The file has asked for too much.</exception>
    public void Charge(long count)
    {
        cancellation.ThrowIfCancellationRequested();
        if (count > elements)
        {
            throw new InputException(
                InputErrorIds.TooLarge,
                FormattableString.Invariant($"The model expands to a tensor or matrix of {count} numbers ({Megabytes(count)} MB), which is out of proportion to its size: {Megabytes(elements)} MB are left of the {Megabytes(Granted(bytes))} MB that a model of {bytes} bytes may take. A convolution becomes a matrix from all its inputs to all its outputs. Export the model with a batch of one row, smaller images, and without fixed large intermediate tensors."));
        }

        elements -= count;
    }

    /// <summary>Accounts for <paramref name="count"/> multiplications; a double, since products of sizes may not fit a long.</summary>
    /// <exception cref="InputException">The file has asked for too much.</exception>
    public void Work(double count)
    {
        cancellation.ThrowIfCancellationRequested();
        work -= count;
        if (work < 0)
        {
            throw new InputException(InputErrorIds.TooLarge, "The model needs more multiplications to fold its affine operators than its size justifies. Fold consecutive linear layers before the export.");
        }
    }

    /// <summary>48 MB, and 16 bytes for each byte of the files: with what else an import needs, 64 MB and 20 bytes.</summary>
    private static long Granted(long bytes) => Math.Min(6_000_000 + (2 * Math.Min(bytes, MostElements)), MostElements);

    private static long Megabytes(long count) => (count / 1_000_000 * sizeof(double)) + (count % 1_000_000 * sizeof(double) / 1_000_000);
}
