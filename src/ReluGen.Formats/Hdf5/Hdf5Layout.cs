using System;

namespace ReluGen.Formats.Hdf5;

/// <summary>Where the elements of a dataset lie: in its header, or in one piece elsewhere in the file.</summary>
internal static class Hdf5Layout
{
    private const int Compact = 0;
    private const int Contiguous = 1;

    /// <summary>The bytes of a dataset that needs <paramref name="needed"/> of them, not copied.</summary>
    public static ReadOnlyMemory<byte> Data(Hdf5File file, Hdf5Cursor message, long needed, string what)
    {
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
            default:
                throw Hdf5Error.Unsupported($"data in chunks ({what})");
        }
    }

    /// <summary>A copy with the bytes of every element in the opposite order.</summary>
    public static ReadOnlyMemory<byte> Swapped(Hdf5File file, ReadOnlyMemory<byte> data, int size)
    {
        file.CountCopy(data.Length);
        byte[] copy = data.ToArray();
        for (int i = 0; i < copy.Length; i += size)
        {
            Array.Reverse(copy, i, size);
        }

        return copy;
    }
}
