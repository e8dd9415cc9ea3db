using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Hdf5;

/// <summary>
/// A read-only HDF5 file in memory, for what Keras and h5py write: superblocks 0 to 3, both kinds of object headers, groups as symbol tables or
/// as links in their header, attributes, and datasets in one piece or in chunks. Source: "HDF5 File Format Specification Version 3.0", The HDF Group.
/// </summary>
/// <remarks>
/// Everything read is bounded by the bytes of the file: data in one piece is a slice, other data is counted; every walk over structures that name each other is counted
/// against the size of the file, so cycles end in an error.
/// </remarks>
internal sealed class Hdf5File
{
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly ulong baseAddress;
    private readonly ulong rootAddress;
    private readonly Dictionary<ulong, Hdf5Object> objects = [];
    private long steps;
    private long copies;

    /// <exception cref="InputException">The bytes are not an HDF5 file, or one with numbers of unusual sizes.</exception>
    public Hdf5File(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;

        // What is counted has at least 8 bytes, and every object is read once.
        steps = 20_000 + (bytes.Length / 8);
        copies = 500_000 + (3L * bytes.Length);
        if (!IsHdf5(bytes.Span))
        {
            throw new InputException(InputErrorIds.Malformed, "The file does not begin as an HDF5 file does. Check that it is a Keras model and that it is complete.");
        }

        (baseAddress, rootAddress) = Superblock();
    }

    /// <summary>The root group.</summary>
    public Hdf5Object Root => Object(rootAddress, "/");

    public static bool IsHdf5(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <summary>The object whose header lies at <paramref name="address"/>.</summary>
    public Hdf5Object Object(ulong address, string path)
    {
        if (!objects.TryGetValue(address, out Hdf5Object? found))
        {
            found = new Hdf5Object(this, path, ObjectHeader.Read(this, address, path));
            objects.Add(address, found);
        }

        return found;
    }

    /// <summary>A range of the file.</summary>
    /// <exception cref="InputException">It does not lie within the file, or the file has been read too often.</exception>
    public ReadOnlyMemory<byte> Range(ulong address, ulong length, string what)
    {
        CountStep(what);
        ulong size = (ulong)bytes.Length;
        return address <= size - Math.Min(size, baseAddress) && length <= size - baseAddress - address
            ? bytes.Slice((int)(baseAddress + address), (int)length)
            : throw Hdf5Error.Malformed($"The {what} at {address} with {length} bytes lies outside of the file of {size} bytes.");
    }

    /// <summary>A cursor over a range of the file, or over the rest of it.</summary>
    public Hdf5Cursor At(ulong address, string what, ulong? length = null)
    {
        ulong end = (ulong)bytes.Length - Math.Min((ulong)bytes.Length, baseAddress);
        return new Hdf5Cursor(what, Range(address, length ?? end - Math.Min(end, address), what));
    }

    /// <summary>Counts one structure that is visited; a file cannot have more than it has bytes, unless they name each other in a circle.</summary>
    public void CountStep(string what)
    {
        if (--steps < 0)
        {
            throw Hdf5Error.Malformed($"The {what} is read too often: structures of the file name each other in a circle.");
        }
    }

    /// <summary>Counts bytes that are about to be copied, as texts and otherwise: many names may share the bytes of one.</summary>
    public void CountCopy(long length, string what)
    {
        copies -= length;
        if (copies < 0)
        {
            throw new InputException(InputErrorIds.TooLarge, $"The {what} expands to more than the size of the HDF5 file justifies.");
        }
    }

    private (ulong Base, ulong Root) Superblock()
    {
        Hdf5Cursor cursor = new("superblock", bytes.Slice(Signature.Length));
        int version = cursor.Byte();
        if (version > 3)
        {
            throw Hdf5Error.Unsupported($"a superblock of version {version}");
        }

        // Versions 0 and 1: versions of parts, then sizes, then constants of the B-trees and flags.
        cursor.Skip(version < 2 ? 4 : 0);
        int offsets = cursor.Byte();
        int lengths = cursor.Byte();
        if (offsets != 8 || lengths != 8)
        {
            throw Hdf5Error.Unsupported($"addresses of {offsets} and lengths of {lengths} bytes");
        }

        cursor.Skip(version < 2 ? 9 + (version == 1 ? 4 : 0) : 1);
        ulong start = cursor.UInt64();

        // Free space or superblock extension; versions 0 and 1 have a driver's block and the root's name after the end of the file, too.
        cursor.Skip(8);
        ulong end = cursor.UInt64();
        if (end > (ulong)bytes.Length)
        {
            throw Hdf5Error.Malformed($"The file has {bytes.Length} bytes of {end}.");
        }

        cursor.Skip(version < 2 ? 16 : 0);
        return (start, cursor.UInt64());
    }

    /// <summary>The object at a path of names separated by slashes, from <paramref name="group"/>; null where there is none.</summary>
    public static Hdf5Object? Find(Hdf5Object group, IEnumerable<string> path)
    {
        Hdf5Object? found = group;
        foreach (string name in path.Where(static n => n.Length > 0))
        {
            found = found?.Child(name);
        }

        return found;
    }
}
