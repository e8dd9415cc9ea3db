using System;
using System.Buffers.Binary;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Changes the JSON header of a .safetensors file, most often with the length before it put right, or cuts and extends the data.</summary>
internal sealed class SafeTensorsMutator(byte[] original)
{
    private readonly int end = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(original);
    private readonly TextMutator header = new(original[8..(8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(original))]);

    public byte[] Mutate(Random random)
    {
        if (random.Next(8) == 0)
        {
            return ByteMutator.Mutate(original, random);
        }

        byte[] text = random.Next(8) == 0 ? original[8..end] : header.Mutate(random);
        byte[] data = random.Next(6) == 0 ? ByteMutator.Mutate(original[end..], random) : original[end..];
        ulong length = random.Next(16) == 0 ? OtherLength(text.Length, random) : (ulong)text.Length;
        var head = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(head, length);
        return [.. head, .. text, .. data];
    }

    private static ulong OtherLength(int length, Random random) => random.Next(5) switch
    {
        0 => ulong.MaxValue,
        1 => 1UL << random.Next(64),
        2 => int.MaxValue,
        _ => (ulong)Math.Max(0, length + random.Next(-3, 4)),
    };
}
