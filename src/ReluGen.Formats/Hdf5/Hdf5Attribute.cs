using System;
using System.Collections.Generic;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Hdf5;

/// <summary>A named value at a group or dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Count">Number of its elements.</param>
/// <param name="Data">Its elements.</param>
internal sealed record Hdf5Attribute(string Name, Hdf5Datatype Type, long Count, ReadOnlyMemory<byte> Data)
{
    /// <summary>Reads versions 1 to 3 of the message; null if it is stored elsewhere.</summary>
    public static Hdf5Attribute? Read(HeaderMessage message, string path)
    {
        if (message.IsShared)
        {
            return null;
        }

        var cursor = new Hdf5Cursor("attribute of " + DisplayText.Quote(path), message.Data);
        int version = cursor.Byte();
        if (version is < 1 or > 3)
        {
            throw cursor.Error($"has version {version}");
        }

        int flags = cursor.Byte();
        int name = cursor.UInt16();
        int type = cursor.UInt16();
        int space = cursor.UInt16();
        cursor.Skip(version == 3 ? 1 : 0);
        string text = Hdf5Cursor.TextOf(Part(name).Span);
        if (version > 1 && (flags & 3) != 0)
        {
            return null;
        }

        string what = $"attribute {DisplayText.Quote(text)} of {DisplayText.Quote(path)}";
        var datatype = Hdf5Datatype.Read(new Hdf5Cursor(what, Part(type)));
        int[] shape = Hdf5Dataspace.Read(new Hdf5Cursor(what, Part(space)));
        return new Hdf5Attribute(text, datatype, Hdf5Dataspace.Count(shape, what), cursor.Take(cursor.Left));

        // Version 1 fills every part up to a multiple of eight bytes.
        ReadOnlyMemory<byte> Part(int size)
        {
            ReadOnlyMemory<byte> part = cursor.Take(size);
            cursor.Skip(version == 1 ? -size & 7 : 0);
            return part;
        }
    }

    /// <exception cref="InputException">The elements are not text, or lie outside of the file.</exception>
    public IReadOnlyList<string> Texts(Hdf5File file)
    {
        string what = "attribute " + DisplayText.Quote(Name);

        // An empty list has no text, so its type does not matter; h5py writes it as numbers.
        if (Count > 0 && Type.Kind is not (Hdf5Kind.FixedText or Hdf5Kind.VariableText))
        {
            throw Hdf5Error.Malformed($"The {what} is not text.");
        }

        if (Count > 0 && (Type.Size < 1 || Count > Data.Length / Type.Size))
        {
            throw Hdf5Error.Malformed($"The {what} has {Data.Length} bytes for {Count} texts.");
        }

        // A text is an object, however short.
        file.CountCopy(16 * Count, what);
        var texts = new string[Count];
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlyMemory<byte> element = Data.Slice(i * Type.Size, Type.Size);
            ReadOnlyMemory<byte> bytes = Type.Kind == Hdf5Kind.VariableText ? GlobalHeap.Read(file, new Hdf5Cursor(what, element)) : element;
            file.CountCopy(bytes.Length, what);
            texts[i] = Hdf5Cursor.TextOf(bytes.Span).TrimEnd(' ');
        }

        return texts;
    }
}
