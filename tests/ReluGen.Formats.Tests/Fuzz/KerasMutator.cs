using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using ReluGen.Formats.Tests.Keras;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Changes the parts of a .keras archive, each by its own structure, and packs them again; or leaves one out, or packs it twice.</summary>
internal sealed class KerasMutator
{
    private readonly byte[] original;
    private readonly (string Name, byte[] Bytes, Func<Random, byte[]> Mutate)[] parts;

    public KerasMutator(byte[] original)
    {
        this.original = original;
        using var archive = new ZipArchive(new MemoryStream(original));
        parts = [.. archive.Entries.Select(static entry => Part(entry.FullName, Bytes(entry)))];
    }

    public byte[] Mutate(Random random)
    {
        if (random.Next(8) == 0)
        {
            return ByteMutator.Mutate(original, random);
        }

        int changed = random.Next(parts.Length);
        List<(string Name, byte[] Bytes)> mutant = [.. parts.Select((part, i) => (part.Name, i == changed ? part.Mutate(random) : part.Bytes))];
        switch (random.Next(20))
        {
            case 0: mutant.RemoveAt(changed); break;
            case 1: mutant.Add((parts[random.Next(parts.Length)].Name, mutant[changed].Bytes)); break;
            case 2: mutant[changed] = ("../" + mutant[changed].Name, mutant[changed].Bytes); break;
            case 3: mutant[changed] = (mutant[changed].Name, new byte[random.Next(4_000_000)]); break;
        }

        return KerasFile.Zip([.. mutant]);
    }

    private static (string Name, byte[] Bytes, Func<Random, byte[]> Mutate) Part(string name, byte[] bytes) =>
        (name, bytes, Path.GetExtension(name) == ".h5" ? new Hdf5Mutator(bytes).Mutate : new TextMutator(bytes).Mutate);

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
