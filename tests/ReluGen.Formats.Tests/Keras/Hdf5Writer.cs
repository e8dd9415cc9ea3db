using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace ReluGen.Formats.Tests.Keras;

/// <summary>
/// Writes small HDF5 files with superblock 2, object headers of version 2 and links in them: what h5py writes with libver="latest", and the other
/// half of what the real files of the shared data (superblock 0, headers of version 1, symbol tables) have. Checksums are not written.
/// </summary>
internal static class Hdf5Writer
{
    private const ulong Undefined = ulong.MaxValue;

    public static byte[] Write(Hdf5Group root)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write([0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 0x1A, 10, 2, 8, 8, 0]);
        writer.Write(0UL);
        writer.Write(Undefined);
        long place = stream.Position;
        writer.Write(0UL);
        writer.Write(0UL);
        writer.Write(0);
        ulong address = Object(writer, root);
        stream.Position = place;
        writer.Write((ulong)stream.Length);
        writer.Write(address);
        return stream.ToArray();
    }

    /// <summary>Writes what the object needs, then the object; returns its address.</summary>
    private static ulong Object(BinaryWriter writer, Hdf5Item item)
    {
        var messages = new List<(int Type, byte[] Data)>();
        if (item is Hdf5Data data)
        {
            byte[] bytes = data.Bytes();
            messages.Add((0x01, Space(data.Shape)));
            messages.Add((0x03, Float(data.IsDouble, data.IsBigEndian)));

            if (data.Chunk is not null)
            {
                messages.AddRange(Hdf5ChunkWriter.Write(writer, data, bytes));
                return Header(writer, messages);
            }

            ulong at = (ulong)writer.BaseStream.Position;
            writer.Write(bytes);

            // Small data lies in the header, as h5py can be told to do.
            messages.Add((0x08, bytes.Length <= 8 ? Bytes(w => { w.Write([3, 0]); w.Write((ushort)bytes.Length); w.Write(bytes); }) : Bytes(w => { w.Write([3, 1]); w.Write(at); w.Write((ulong)bytes.Length); })));
        }
        else
        {
            var group = (Hdf5Group)item;
            messages.AddRange(group.Children.Select(child => (0x06, Link(child.Key, Object(writer, child.Value)))));
            messages.AddRange(group.Attributes.Select(static a => (0x0C, Attribute(a.Key, a.Value))));
        }

        return Header(writer, messages);
    }

    /// <summary>Half of the messages stand in a continuation.</summary>
    private static ulong Header(BinaryWriter writer, List<(int Type, byte[] Data)> messages)
    {
        byte[] second = Messages(messages.Skip(1));
        ulong continuation = (ulong)writer.BaseStream.Position;
        writer.Write("OCHK"u8);
        writer.Write(second);
        writer.Write(0);
        byte[] first = Messages([.. messages.Take(1), (0x10, Bytes(w => { w.Write(continuation); w.Write((ulong)second.Length + 8); }))]);
        ulong address = (ulong)writer.BaseStream.Position;
        writer.Write("OHDR"u8);
        writer.Write([2, 2]);
        writer.Write((uint)first.Length);
        writer.Write(first);
        writer.Write(0);
        return address;
    }

    private static byte[] Messages(IEnumerable<(int Type, byte[] Data)> messages) => Bytes(w =>
    {
        foreach ((int type, byte[] data) in messages)
        {
            w.Write((byte)type);
            w.Write((ushort)data.Length);
            w.Write((byte)0);
            w.Write(data);
        }
    });

    private static byte[] Link(string name, ulong address) => Bytes(w =>
    {
        w.Write([1, 0, (byte)name.Length]);
        w.Write(Encoding.ASCII.GetBytes(name));
        w.Write(address);
    });

    /// <summary>Version 3 of the message, with texts of a fixed length.</summary>
    private static byte[] Attribute(string name, string[] texts) => Bytes(w =>
    {
        int size = texts.Max(static t => t.Length);
        w.Write([3, 0]);
        w.Write((ushort)(name.Length + 1));
        w.Write((ushort)8);
        w.Write((ushort)12);
        w.Write((byte)0);
        w.Write(Encoding.ASCII.GetBytes(name + "\0"));
        w.Write([0x13, 0, 0, 0]);
        w.Write(size);
        w.Write(Space([texts.Length]));
        w.Write(texts.SelectMany(t => Encoding.ASCII.GetBytes(t.PadRight(size, '\0'))).ToArray());
    });

    private static byte[] Space(int[] shape) => Bytes(w =>
    {
        w.Write([2, (byte)shape.Length, 0, (byte)(shape.Length == 0 ? 0 : 1)]);
        Array.ForEach(shape, size => w.Write((ulong)size));
    });

    private static byte[] Float(bool isDouble, bool isBigEndian) => Bytes(w =>
    {
        w.Write([0x11, (byte)(isBigEndian ? 0x21 : 0x20), (byte)(isDouble ? 63 : 31), 0]);
        w.Write(isDouble ? 8 : 4);
        w.Write([0, 0, (byte)(isDouble ? 64 : 32), 0, (byte)(isDouble ? 52 : 23), (byte)(isDouble ? 11 : 8), 0, (byte)(isDouble ? 52 : 23)]);
        w.Write(isDouble ? 1023 : 127);
    });

    public static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            write(writer);
        }

        return stream.ToArray();
    }
}
