using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>Reads tensor data that a model keeps in files beside it. A model never makes us read outside its own folder.</summary>
internal sealed class ExternalData(string folder, Budget budget)
{
    private readonly SortedSet<string> files = new(StringComparer.Ordinal);

    /// <summary>Full paths of the files that were read.</summary>
    public IReadOnlyCollection<string> Files => files;

    /// <summary>The <paramref name="size"/> bytes of a tensor.</summary>
    /// <exception cref="InputException">The location leaves the folder, or the file is missing, too short or too large.</exception>
    public byte[] Read(TensorProto tensor, long size, string what)
    {
        string location = "";
        long offset = 0;
        long length = size;
        foreach (StringStringEntryProto entry in tensor.ExternalData)
        {
            switch (entry.Key)
            {
                case "location": location = entry.Value; break;
                case "offset": offset = Number(entry, what); break;
                case "length": length = Number(entry, what); break;
            }
        }

        if (length != size)
        {
            throw Error($"{what} states {length} bytes of external data where its dimensions need {size}.");
        }

        try
        {
            string path = Resolve(location, what);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (offset > stream.Length || length > stream.Length - offset)
            {
                throw Error($"{what} lies at bytes {offset} to {offset}+{length} of {DisplayText.Quote(location)}, which has {stream.Length} bytes. Copy that file again (a Git LFS pointer needs 'git lfs pull').");
            }

            if (stream.Length > ModelBytes.MostBytes)
            {
                throw Error($"{what} lies in {DisplayText.Quote(location)}, which has {stream.Length} bytes; up to {ModelBytes.MostBytes} a file are supported.");
            }

            if (files.Add(path))
            {
                budget.Admit(stream.Length);
            }

            return Bytes(stream, offset, (int)length) ?? throw Error($"{DisplayText.Quote(location)} ended while {what} was read.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Error($"{what} cannot be read from {DisplayText.Quote(location)}: {DisplayText.Line(e.Message)}");
        }
    }

    /// <summary>The bytes from <paramref name="offset"/>; null if the file ends before them.</summary>
    private byte[]? Bytes(FileStream stream, long offset, int length)
    {
        // Many tensors may name the same bytes; each copy counts, as the numbers that are made of it do.
        budget.Charge((length + sizeof(double) - 1) / sizeof(double));
        var bytes = new byte[length];
        stream.Position = offset;
        for (int at = 0, read; at < length; at += read)
        {
            read = stream.Read(bytes, at, length - at);
            if (read == 0)
            {
                return null;
            }
        }

        return bytes;
    }

    private static long Number(StringStringEntryProto entry, string what) =>
        long.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Error($"{what} states the {entry.Key} {DisplayText.Quote(entry.Value)}; expected a whole number of bytes.");

    private string Resolve(string location, string what)
    {
        string quoted = DisplayText.Quote(location);
        string[] segments = location.Split('/');
        if (location.IndexOfAny(['\\', ':', '\0']) >= 0 || Array.Exists(segments, static s => s is "" or ".."))
        {
            throw Error($"{what} is stored in {quoted}, which is not a relative path inside the model's folder. Move the data beside the model and export it again.");
        }

        string path = folder;
        foreach (string segment in segments.Where(static s => s != "."))
        {
            path = Path.Combine(path, segment);
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                throw Error($"{what} is stored in {quoted}, which does not exist beside the model. Copy that file too.");
            }

            // A link could point anywhere; following it would give the model a way out of its folder.
            if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0)
            {
                throw Error($"{what} is stored in {quoted}, which is a link. Replace it by the file itself.");
            }
        }

        return path;
    }

    private static InputException Error(string message) => new(InputErrorIds.ExternalData, message);
}
