using System;

namespace ReluGen.Formats.Hdf5;

/// <summary>Texts of variable length lie in collections; an element says where.</summary>
internal static class GlobalHeap
{
    /// <summary>The bytes that an element of variable length (length, address of a collection, index) names.</summary>
    public static ReadOnlyMemory<byte> Read(Hdf5File file, Hdf5Cursor element)
    {
        int length = element.Size(4);
        ulong address = element.UInt64();
        uint index = element.UInt32();
        if (length == 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        string what = $"global heap at {address}";
        Hdf5Cursor head = file.At(address, what);
        head.Expect("GCOL");
        head.Skip(4);
        ulong size = head.UInt64();
        Hdf5Cursor heap = file.At(address, what, size);
        heap.Skip(16);

        // Index 0 is free space up to the end.
        while (heap.Left >= 16)
        {
            file.CountStep(what);
            int found = heap.UInt16();
            heap.Skip(6);
            int bytes = heap.Size(8);
            if (found == 0)
            {
                break;
            }

            ReadOnlyMemory<byte> data = heap.Take(bytes);
            if (found == index)
            {
                return length <= data.Length ? data.Slice(0, length) : throw heap.Error("has a text that is shorter than stated");
            }

            heap.Skip(Math.Min(-bytes & 7, heap.Left));
        }

        throw heap.Error($"has no element {index}");
    }
}
