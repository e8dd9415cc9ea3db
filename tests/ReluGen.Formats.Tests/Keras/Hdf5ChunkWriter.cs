using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace ReluGen.Formats.Tests.Keras;

/// <summary>Writes a dataset in chunks with a B-tree of version 1: half of the chunks in each of two leaves.</summary>
internal static class Hdf5ChunkWriter
{
    private const int ElementSize = 8;

    /// <summary>Writes the chunks and the tree; returns the messages of the layout and the filters.</summary>
    public static IEnumerable<(int Type, byte[] Data)> Write(BinaryWriter writer, Hdf5Data data, byte[] bytes)
    {
        int[] chunk = data.Chunk!;
        (int[] Place, ulong Address, int Size)[] chunks = Places(data.Shape, chunk).Select(place =>
        {
            byte[] part = Part(data, bytes, place);
            part = data.IsCompressed ? Compressed(Shuffled(part)) : part;
            ulong at = (ulong)writer.BaseStream.Position;
            writer.Write(part);
            return (place, at, part.Length);
        }).ToArray();
        ulong[] leaves = chunks.Chunk((chunks.Length + 1) / 2).Select(half => Node(writer, 0, half)).ToArray();
        ulong tree = Node(writer, 1, leaves.Select(leaf => (chunks[0].Place, leaf, 0)));
        yield return (0x08, Hdf5Writer.Bytes(w =>
        {
            w.Write([3, 2, (byte)(chunk.Length + 1)]);
            w.Write(tree);
            Array.ForEach(chunk, w.Write);
            w.Write(ElementSize);
        }));
        if (data.IsCompressed)
        {
            // Shuffle with the size of an element, then deflate with its level; version 1 fills up odd numbers of values.
            yield return (0x0B, Hdf5Writer.Bytes(static w =>
            {
                w.Write([1, 2, 0, 0, 0, 0, 0, 0]);
                w.Write([2, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0]);
                w.Write([1, 0, 0, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
            }));
        }
    }

    private static ulong Node(BinaryWriter writer, byte level, IEnumerable<(int[] Place, ulong Address, int Size)> entries)
    {
        ulong address = (ulong)writer.BaseStream.Position;
        writer.Write("TREE"u8);
        writer.Write([1, level]);
        writer.Write((ushort)entries.Count());
        writer.Write(ulong.MaxValue);
        writer.Write(ulong.MaxValue);
        foreach ((int[] place, ulong child, int size) in entries)
        {
            writer.Write(size);
            writer.Write(0);
            Array.ForEach(place, at => writer.Write((ulong)at));
            writer.Write(0UL);
            writer.Write(child);
        }

        return address;
    }

    private static IEnumerable<int[]> Places(int[] shape, int[] chunk) =>
        shape.Select((size, axis) => Enumerable.Range(0, (size + chunk[axis] - 1) / chunk[axis]).Select(i => i * chunk[axis]))
            .Aggregate((IEnumerable<int[]>)[[]], static (places, axis) => places.SelectMany(place => axis.Select(at => (int[])[.. place, at])));

    /// <summary>A whole chunk; what juts out is filled with a number that must not be read.</summary>
    private static byte[] Part(Hdf5Data data, byte[] bytes, int[] place)
    {
        IEnumerable<int[]> elements = Places(data.Chunk!, Array.ConvertAll(data.Chunk!, static _ => 1));
        return elements.SelectMany(element =>
        {
            int[] at = element.Zip(place, static (e, p) => e + p).ToArray();
            int index = at.Zip(data.Shape).Aggregate(0, static (sum, axis) => (sum * axis.Second) + axis.First);
            bool isInside = at.Zip(data.Shape).All(static axis => axis.First < axis.Second);
            return isInside ? bytes.AsSpan(index * ElementSize, ElementSize).ToArray() : BitConverter.GetBytes(-1.0);
        }).ToArray();
    }

    private static byte[] Shuffled(byte[] part)
    {
        int count = part.Length / ElementSize;
        return Enumerable.Range(0, part.Length).Select(i => part[(i % count * ElementSize) + (i / count)]).ToArray();
    }

    private static byte[] Compressed(byte[] part)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(part);
        }

        return stream.ToArray();
    }
}
