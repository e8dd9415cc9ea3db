using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace ReluGen.Formats.Hdf5;

/// <summary>Datasets in chunks of one size, listed by a B-tree of version 1; chunks may be shuffled, compressed (gzip) and have a checksum.</summary>
/// <param name="file">The file.</param>
/// <param name="shape">Size of the dataset along each axis.</param>
/// <param name="chunk">Size of a chunk along each axis.</param>
/// <param name="elementSize">Bytes of an element.</param>
/// <param name="filters">Numbers of the filters that were applied in turn when a chunk was written.</param>
/// <param name="what">The dataset, for messages.</param>
internal sealed class Hdf5Chunks(Hdf5File file, int[] shape, int[] chunk, int elementSize, IReadOnlyList<int> filters, string what)
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;

    private byte[] target = [];

    /// <summary>All elements; those without a chunk are zero.</summary>
    public ReadOnlyMemory<byte> Read(ulong tree)
    {
        int bytes = Bytes(shape);
        file.CountCopy(bytes, what);
        target = new byte[bytes];
        if (tree != Hdf5Cursor.Undefined && bytes > 0)
        {
            AddTree(tree, int.MaxValue);
        }

        return target;
    }

    /// <summary>Numbers of the filters of a message, of version 1 or 2.</summary>
    public static IReadOnlyList<int> Filters(Hdf5Cursor message, string what)
    {
        int version = message.Byte();
        var numbers = new int[message.Byte()];
        message.Skip(version == 1 ? 6 : 0);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = message.UInt16();
            int name = version == 1 || numbers[i] >= 256 ? message.UInt16() : 0;
            message.Skip(2);
            int values = message.UInt16();
            message.Skip((version == 1 ? name + (-name & 7) : name) + (4 * values) + (version == 1 ? values % 2 * 4 : 0));
            if (numbers[i] is not (Deflate or Shuffle or Checksum))
            {
                throw Hdf5Error.Unsupported($"data with filter {numbers[i]} ({what})");
            }
        }

        return numbers;
    }

    private void AddTree(ulong address, int above)
    {
        Hdf5Cursor node = file.At(address, "B-tree of " + what);
        node.Expect("TREE");
        int type = node.Byte();
        int level = node.Byte();
        int entries = node.UInt16();
        if (type != 1 || level >= above)
        {
            throw node.Error("has nodes of a wrong type or level");
        }

        node.Skip(16);
        var place = new ulong[shape.Length];
        for (int i = 0; i < entries; i++)
        {
            int size = node.Size(4);
            uint skipped = node.UInt32();
            for (int axis = 0; axis < place.Length; axis++)
            {
                place[axis] = node.UInt64();
            }

            node.Skip(8);
            ulong child = node.UInt64();
            if (level > 0)
            {
                AddTree(child, level);
            }
            else
            {
                Add(Unfiltered(file.Range(child, (ulong)size, what), skipped), place);
            }
        }
    }

    /// <summary>Undoes the filters, the last first; a bit of <paramref name="skipped"/> says that one was not applied.</summary>
    private ReadOnlyMemory<byte> Unfiltered(ReadOnlyMemory<byte> data, uint skipped)
    {
        for (int i = filters.Count - 1; i >= 0; i--)
        {
            if (i < 32 && (skipped >> i & 1) != 0)
            {
                continue;
            }

            data = filters[i] switch
            {
                Deflate => Inflated(data),
                Shuffle => Unshuffled(data),
                _ => data.Slice(0, Math.Max(0, data.Length - 4)),
            };
        }

        return data.Length == Bytes(chunk) ? data : throw Hdf5Error.Malformed($"A chunk of the {what} has {data.Length} bytes instead of {Bytes(chunk)}.");
    }

    private ReadOnlyMemory<byte> Inflated(ReadOnlyMemory<byte> data)
    {
        // A checksum may follow the elements.
        int most = Bytes(chunk) + 4;
        file.CountCopy(data.Length + most, what);
        var result = new byte[most];
        int read = 0;
        try
        {
            // Two bytes of zlib stand before the stream.
            using var stream = new DeflateStream(new MemoryStream(data.Slice(Math.Min(2, data.Length)).ToArray()), CompressionMode.Decompress);
            while (read < most && stream.Read(result, read, most - read) is > 0 and var more)
            {
                read += more;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Hdf5Error.Malformed($"A compressed chunk of the {what} is damaged.");
        }

        return result.AsMemory(0, read);
    }

    /// <summary>First bytes of all elements, then second bytes, … become elements.</summary>
    private ReadOnlyMemory<byte> Unshuffled(ReadOnlyMemory<byte> data)
    {
        file.CountCopy(data.Length, what);
        ReadOnlySpan<byte> from = data.Span;
        var result = new byte[data.Length];
        int count = data.Length / elementSize;
        for (int i = 0; i < count * elementSize; i++)
        {
            result[i] = from[(i % elementSize * count) + (i / elementSize)];
        }

        from.Slice(count * elementSize).CopyTo(result.AsSpan(count * elementSize));
        return result;
    }

    /// <summary>Copies the part of a chunk that lies within the dataset, line by line along the last axis.</summary>
    private void Add(ReadOnlyMemory<byte> data, ulong[] place)
    {
        int last = shape.Length - 1;
        int lines = data.Length / elementSize / chunk[last];
        for (int line = 0; line < lines; line++)
        {
            // The line's indices along the axes but the last, from the innermost outwards.
            int rest = line;
            bool isInside = place[last] < (ulong)shape[last];
            long start = 0;
            long stride = shape[last];
            for (int axis = last - 1; axis >= 0; axis--)
            {
                ulong at = place[axis] + (ulong)(rest % chunk[axis]);
                isInside &= at < (ulong)shape[axis] && at >= place[axis];
                start += isInside ? (long)at * stride : 0;
                stride *= shape[axis];
                rest /= chunk[axis];
            }

            if (isInside)
            {
                int from = (int)place[last];
                int length = Math.Min(chunk[last], shape[last] - from) * elementSize;
                data.Span.Slice(line * chunk[last] * elementSize, length).CopyTo(target.AsSpan((int)((start + from) * elementSize)));
            }
        }
    }

    /// <exception cref="Core.Diagnostics.InputException">There are more than an array can hold.</exception>
    private int Bytes(int[] sizes)
    {
        long bytes = (long)Hdf5Dataspace.Count(sizes, what) * elementSize;
        return bytes <= int.MaxValue - 64 ? (int)bytes : throw new Core.Diagnostics.InputException(Core.Diagnostics.InputErrorIds.TooLarge, $"The {what} has {bytes} bytes, which is more than an array can hold.");
    }
}
