using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;

namespace ReluGen.Formats.Keras;

/// <summary>The parts of a .keras archive.</summary>
/// <param name="Config">The layers, as JSON.</param>
/// <param name="Weights">The weights, as an HDF5 file.</param>
/// <param name="Version">Version of Keras that wrote it; null where it is not stated.</param>
internal sealed record KerasArchive(byte[] Config, byte[] Weights, string? Version)
{
    /// <summary>Keras does not compress; weights hardly shrink. More than this is a bomb.</summary>
    private const int MostGrowth = 2;

    private const int AlwaysGranted = 1 << 20;

    public static bool IsArchive(byte[] bytes) => bytes.AsSpan().StartsWith("PK\x03\x04"u8);

    /// <exception cref="InputException">The archive is damaged, lacks a part, or a part is out of proportion to it.</exception>
    public static KerasArchive Read(byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            byte[] config = Part(archive, "config.json", bytes.Length) ?? throw Missing("config.json");
            byte[] weights = Part(archive, "model.weights.h5", bytes.Length) ?? throw Missing("model.weights.h5");
            byte[]? metadata = Part(archive, "metadata.json", bytes.Length);
            return new KerasArchive(config, weights, metadata is null ? null : EmbeddedJson.Within("The part metadata.json of the archive", () => JsonTree.Read(metadata))["keras_version"]?.Text);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new InputException(InputErrorIds.Malformed, $"The .keras archive is damaged: {DisplayText.Line(e.Message)} Copy or save it again.");
        }
    }

    private static byte[]? Part(ZipArchive archive, string name, long archiveBytes)
    {
        if (archive.Entries.FirstOrDefault(entry => entry.FullName == name) is not { } entry)
        {
            return null;
        }

        long most = AlwaysGranted + (MostGrowth * archiveBytes);
        if (entry.Length > most)
        {
            throw new InputException(InputErrorIds.TooLarge, $"The part {name} of the archive expands to {entry.Length} bytes; up to {most} are read of an archive of {archiveBytes}.");
        }

        var part = new byte[entry.Length];
        using Stream stream = entry.Open();
        int read = 0;
        while (read < part.Length && stream.Read(part, read, part.Length - read) is > 0 and var more)
        {
            read += more;
        }

        return read == part.Length && stream.ReadByte() < 0
            ? part
            : throw new InputException(InputErrorIds.Malformed, $"The part {name} of the archive has another length than the archive states. Copy or save it again.");
    }

    private static InputException Missing(string part) =>
        new(InputErrorIds.Malformed, $"The archive has no part '{part}'. Save the whole model: model.save('model.keras').");
}
