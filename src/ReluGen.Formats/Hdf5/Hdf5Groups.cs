using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Hdf5;

/// <summary>The names in a group: a symbol table (a B-tree of nodes with names in a local heap), or a message a link.</summary>
internal static class Hdf5Groups
{
    /// <summary>Adds what a symbol table lists.</summary>
    public static void AddSymbols(Hdf5File file, Hdf5Cursor message, string what, Dictionary<string, ulong> links)
    {
        ulong tree = message.UInt64();
        Hdf5Cursor heap = file.At(message.UInt64(), "local heap of " + what);
        heap.Expect("HEAP");
        heap.Skip(4);
        ulong size = heap.UInt64();
        heap.Skip(8);
        ReadOnlyMemory<byte> names = file.Range(heap.UInt64(), size, "names of " + what);
        AddTree(file, tree, names, int.MaxValue, what, links);
    }

    /// <summary>Adds a hard link; links to other paths and files are left out.</summary>
    public static void AddLink(Hdf5File file, Hdf5Cursor message, string what, Dictionary<string, ulong> links)
    {
        message.Skip(1);
        int flags = message.Byte();
        int type = (flags & 8) != 0 ? message.Byte() : 0;
        message.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        int length = message.Size(1 << (flags & 3));
        file.CountCopy(length, what);
        string name = message.Text(length);
        if (type == 0)
        {
            links[name] = message.UInt64();
        }
    }

    /// <summary>True if links or attributes lie in a fractal heap, not in the header.</summary>
    public static bool IsDense(Hdf5Cursor info, int orderBytes)
    {
        info.Skip(1);
        info.Skip((info.Byte() & 1) != 0 ? orderBytes : 0);
        return info.UInt64() != Hdf5Cursor.Undefined;
    }

    /// <summary>A node of the B-tree. Levels fall from node to child, so the depth is at most 256.</summary>
    private static void AddTree(Hdf5File file, ulong address, ReadOnlyMemory<byte> names, int above, string what, Dictionary<string, ulong> links)
    {
        Hdf5Cursor node = file.At(address, "B-tree of " + what);
        node.Expect("TREE");
        int type = node.Byte();
        int level = node.Byte();
        int entries = node.UInt16();
        if (type != 0 || level >= above)
        {
            throw node.Error("has nodes of a wrong type or level");
        }

        node.Skip(16);
        for (int i = 0; i < entries; i++)
        {
            node.Skip(8);
            ulong child = node.UInt64();
            if (level > 0)
            {
                AddTree(file, child, names, level, what, links);
            }
            else
            {
                AddEntries(file, child, names, what, links);
            }
        }
    }

    private static void AddEntries(Hdf5File file, ulong address, ReadOnlyMemory<byte> names, string what, Dictionary<string, ulong> links)
    {
        Hdf5Cursor node = file.At(address, "symbols of " + what);
        node.Expect("SNOD");
        node.Skip(2);
        int count = node.UInt16();
        for (int i = 0; i < count; i++)
        {
            file.CountStep(what);
            ulong offset = node.UInt64();
            ulong header = node.UInt64();
            uint cache = node.UInt32();
            node.Skip(20);
            if (offset >= (ulong)names.Length)
            {
                throw node.Error("name a place outside of the names");
            }

            ReadOnlySpan<byte> rest = names.Span.Slice((int)offset);
            int length = rest.IndexOf((byte)0);
            file.CountCopy(length < 0 ? rest.Length : length, what);

            // Kind 2 is a link to another path.
            if (cache != 2)
            {
                links[Hdf5Cursor.TextOf(rest)] = header;
            }
        }
    }
}
