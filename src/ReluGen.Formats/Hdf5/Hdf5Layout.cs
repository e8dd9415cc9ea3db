using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Hdf5;

/// <summary>Where the elements of a dataset lie: in its header, in one piece elsewhere in the file, or in chunks.</summary>
internal static class Hdf5Layout
{
    private const int Compact = 0;
    private const int Contiguous = 1;
    private const int Chunked = 2;

    /// <summary>The bytes of a dataset; they are copied only where they lie in chunks.</summary>
    public static ReadOnlyMemory<byte> Data(Hdf5File file, Hdf5Cursor message, int[] shape, int elementSize, IReadOnlyList<int> filters, string what)
    {
        long needed = (long)Hdf5Dataspace.Count(shape, what) * elementSize;
        int version = message.Byte();
        if (version is not (3 or 4))
        {
            throw Hdf5Error.Unsupported($"a layout of version {version} ({what})");
        }

        int layout = message.Byte();
        switch (layout)
        {
            case Compact:
                ReadOnlyMemory<byte> data = message.Take(message.UInt16());
                return needed <= data.Length ? data.Slice(0, (int)needed) : throw message.Error($"has {data.Length} bytes where its shape needs {needed}");
            case Contiguous:
                ulong address = message.UInt64();
                ulong stored = message.UInt64();
                return needed == 0 ? ReadOnlyMemory<byte>.Empty
                    : address == Hdf5Cursor.Undefined ? throw message.Error("has no data")
                    : (ulong)needed <= stored ? file.Range(address, (ulong)needed, what)
                    : throw message.Error($"has {stored} bytes where its shape needs {needed}");
            case Chunked when version == 3:
                return Chunks(file, message, shape, elementSize, filters, what);
            default:
                throw Hdf5Error.Unsupported($"a layout of kind {layout} and version {version} ({what})");
        }
    }

    private static ReadOnlyMemory<byte> Chunks(Hdf5File file, Hdf5Cursor message, int[] shape, int elementSize, IReadOnlyList<int> filters, string what)
    {
        int axes = message.Byte() - 1;
        ulong tree = message.UInt64();
        if (axes != shape.Length || axes == 0)
        {
            throw message.Error($"has chunks of {axes} axes for the shape {DisplayText.Shape(shape)}");
        }

        var chunk = new int[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            chunk[axis] = message.Size(4);
        }

        return Array.TrueForAll(chunk, static size => size > 0) && message.Size(4) == elementSize
            ? new Hdf5Chunks(file, shape, chunk, elementSize, filters, what).Read(tree)
            : throw message.Error($"has chunks of shape {DisplayText.Shape(chunk)}, or of other elements");
    }

    /// <summary>A copy with the bytes of every element in the opposite order.</summary>
    public static ReadOnlyMemory<byte> Swapped(Hdf5File file, ReadOnlyMemory<byte> data, int size, string what)
    {
        file.CountCopy(data.Length, what);
        byte[] copy = data.ToArray();
        for (int i = 0; i < copy.Length; i += size)
        {
            Array.Reverse(copy, i, size);
        }

        return copy;
    }
}
