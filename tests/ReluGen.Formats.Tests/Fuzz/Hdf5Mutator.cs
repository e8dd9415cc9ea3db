using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>
/// Changes what an HDF5 file is built of, in place: addresses and sizes, the bytes behind a signature, and words of its texts
/// (the configuration of a model, names). Weights are left alone: any number is one.
/// </summary>
internal sealed partial class Hdf5Mutator
{
    private static readonly string[] Signatures = ["TREE", "SNOD", "HEAP", "GCOL", "OHDR", "OCHK"];

    private readonly byte[] original;
    private readonly int[] words;
    private readonly int[] structures;
    private readonly (int Start, int Length)[] texts;

    /// <summary>Finds the structure once, for many mutants.</summary>
    public Hdf5Mutator(byte[] original)
    {
        this.original = original;
        string latin = Encoding.Latin1.GetString(original);

        // Eight bytes that are an address of the file, or none: floating-point numbers hardly ever are.
        words = Enumerable.Range(0, original.Length - 8).Where(i => WordAt(i) is > 0 and var word && (word <= (ulong)original.Length || word == ulong.MaxValue)).ToArray();
        structures = Signatures.SelectMany(signature => Regex.Matches(latin, signature).Select(static m => m.Index)).Append(0).ToArray();
        texts = Word().Matches(latin).Select(static m => (m.Index, m.Length)).ToArray();
    }

    public byte[] Mutate(Random random)
    {
        if (random.Next(8) == 0)
        {
            return ByteMutator.Mutate(original, random);
        }

        byte[] bytes = [.. original];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            switch (random.Next(3))
            {
                case 0: ChangeWord(bytes, random); break;
                case 1: ChangeStructure(bytes, random); break;
                default: ChangeText(bytes, random); break;
            }
        }

        return bytes;
    }

    private ulong WordAt(int index) => BinaryPrimitives.ReadUInt64LittleEndian(original.AsSpan(index));

    private void ChangeWord(byte[] bytes, Random random)
    {
        int at = words[random.Next(words.Length)];
        ulong word = random.Next(8) switch
        {
            0 => ulong.MaxValue,
            1 => 1UL << random.Next(64),
            2 => (ulong)original.Length,
            3 => (ulong)at,
            4 => WordAt(at) + (ulong)random.Next(-16, 17),
            5 => (ulong)structures[random.Next(structures.Length)],
            _ => WordAt(words[random.Next(words.Length)]),
        };
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), word);
    }

    private void ChangeStructure(byte[] bytes, Random random)
    {
        int at = structures[random.Next(structures.Length)] + random.Next(96);
        if (at < bytes.Length)
        {
            bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] + random.Next(-2, 3));
        }
    }

    /// <summary>Another word of the file, cut or filled with blanks to the length of the one that was there.</summary>
    private void ChangeText(byte[] bytes, Random random)
    {
        (int start, int length) = texts[random.Next(texts.Length)];
        (int other, int otherLength) = texts[random.Next(texts.Length)];
        for (int i = 0; i < length; i++)
        {
            bytes[start + i] = i < otherLength ? original[other + i] : (byte)' ';
        }
    }

    [GeneratedRegex(@"[A-Za-z_][\w:]+|""[\w:]+""|-?\d[\d.]*|\[[^][]{0,20}\]|null|true|false")]
    private static partial Regex Word();
}
