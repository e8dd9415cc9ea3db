using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.Hdf5;

/// <summary>A group or a dataset.</summary>
internal sealed class Hdf5Object(Hdf5File file, string path, IReadOnlyList<HeaderMessage> messages)
{
    private const int DataspaceType = 0x01;
    private const int LinkInfoType = 0x02;
    private const int DatatypeType = 0x03;
    private const int LinkType = 0x06;
    private const int LayoutType = 0x08;
    private const int FilterType = 0x0B;
    private const int AttributeType = 0x0C;
    private const int SymbolTableType = 0x11;
    private const int AttributeInfoType = 0x15;

    private Dictionary<string, ulong>? links;

    /// <summary>Path in the file, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>True for a dataset.</summary>
    public bool IsDataset => Find(LayoutType) is not null;

    /// <summary>Names of the objects in this group, in the order of the file.</summary>
    public IEnumerable<string> Names => Links.Keys;

    private Dictionary<string, ulong> Links => links ??= ReadLinks();

    /// <summary>The object of a name in this group; null where there is none.</summary>
    public Hdf5Object? Child(string name) =>
        Links.TryGetValue(name, out ulong address) ? file.Object(address, Path.TrimEnd('/') + "/" + name) : null;

    /// <summary>The texts of an attribute; null where there is none of the name.</summary>
    /// <exception cref="InputException">The attribute is not text.</exception>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (messages.FirstOrDefault(static m => m.Type == AttributeInfoType) is { } info && Hdf5Groups.IsDense(new Hdf5Cursor("attributes of " + DisplayText.Quote(Path), info.Data), orderBytes: 2))
        {
            throw Hdf5Error.Unsupported("attributes in a heap of their own");
        }

        foreach (HeaderMessage message in messages.Where(static m => m.Type == AttributeType))
        {
            file.CountStep("attributes of " + DisplayText.Quote(Path));
            if (Hdf5Attribute.Read(message, Path) is { } attribute && attribute.Name == name)
            {
                return attribute.Texts(file);
            }
        }

        return null;
    }

    /// <summary>The only text of an attribute; null where there is none of the name.</summary>
    public string? Text(string name) => Texts(name) is { } texts
        ? texts.Count == 1 ? texts[0] : throw Hdf5Error.Malformed($"The attribute {DisplayText.Quote(name)} of {DisplayText.Quote(Path)} has {texts.Count} texts instead of one.")
        : null;

    /// <summary>The numbers of a dataset, as they lie in the file.</summary>
    /// <exception cref="InputException">It is not a dataset of floating-point numbers, in one piece or in chunks.</exception>
    public WeightArray Read()
    {
        string what = "dataset " + DisplayText.Quote(Path);
        if (Find(LayoutType) is not { } layout || Find(DatatypeType) is not { } datatype || Find(DataspaceType) is not { } space)
        {
            throw Hdf5Error.Malformed($"The {what} has no layout, no type or no shape.");
        }

        int[] shape = Hdf5Dataspace.Read(new Hdf5Cursor(what, space.Data));
        var type = Hdf5Datatype.Read(new Hdf5Cursor(what, datatype.Data));
        ElementType element = type.ElementOf(what);
        IReadOnlyList<int> filters = Find(FilterType) is { } pipeline ? Hdf5Chunks.Filters(new Hdf5Cursor(what, pipeline.Data), what) : [];
        ReadOnlyMemory<byte> data = Hdf5Layout.Data(file, new Hdf5Cursor(what, layout.Data), shape, type.Size, filters, what);
        return new WeightArray(Path, shape, element, type.IsBigEndian ? Hdf5Layout.Swapped(file, data, type.Size, what) : data);
    }

    private HeaderMessage? Find(int type)
    {
        HeaderMessage? found = messages.FirstOrDefault(m => m.Type == type);
        return found is { IsShared: true } ? throw Hdf5Error.Unsupported($"a shared type ({DisplayText.Quote(Path)})") : found;
    }

    private Dictionary<string, ulong> ReadLinks()
    {
        var result = new Dictionary<string, ulong>(StringComparer.Ordinal);
        string what = "group " + DisplayText.Quote(Path);
        foreach (HeaderMessage message in messages)
        {
            var cursor = new Hdf5Cursor(what, message.Data);
            switch (message.Type)
            {
                case SymbolTableType:
                    Hdf5Groups.AddSymbols(file, cursor, what, result);
                    break;
                case LinkType:
                    Hdf5Groups.AddLink(file, cursor, what, result);
                    break;
                case LinkInfoType when Hdf5Groups.IsDense(cursor, orderBytes: 8):
                    throw Hdf5Error.Unsupported($"links in a heap of their own ({what})");
            }
        }

        return result;
    }
}
