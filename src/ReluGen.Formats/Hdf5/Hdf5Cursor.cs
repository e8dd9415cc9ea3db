using System;
using System.Buffers.Binary;
using System.Text;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Hdf5;

/// <summary>Reads numbers and names from one range of a file; nothing outside of the range can be read.</summary>
/// <param name="what">What the range is, for messages.</param>
/// <param name="memory">The range.</param>
internal sealed class Hdf5Cursor(string what, ReadOnlyMemory<byte> memory)
{
    /// <summary>An address that means "nowhere".</summary>
    public const ulong Undefined = ulong.MaxValue;

    private int position;

    /// <summary>Bytes that are left.</summary>
    public int Left => memory.Length - position;

    public byte Byte() => Take(1).Span[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    /// <summary>An unsigned number of 1, 2, 4 or 8 bytes.</summary>
    public ulong Number(int bytes) => bytes switch
    {
        1 => Byte(),
        2 => (ulong)UInt16(),
        4 => UInt32(),
        _ => UInt64(),
    };

    /// <summary>A size that must fit what is left of some array.</summary>
    public int Size(int bytes) => Number(bytes) is <= int.MaxValue and var size ? (int)size : throw Error("states a size that is larger than the file");

    public void Skip(int bytes) => Take(bytes);

    /// <summary>The next bytes, not copied.</summary>
    /// <exception cref="InputException">There are not so many.</exception>
    public ReadOnlyMemory<byte> Take(int bytes)
    {
        if (bytes < 0 || bytes > Left)
        {
            throw Error($"ends {(bytes < 0 ? "before it begins" : $"after {memory.Length} bytes")}, where more is expected");
        }

        position += bytes;
        return memory.Slice(position - bytes, bytes);
    }

    /// <summary>Text up to a zero byte or the end of <paramref name="bytes"/> bytes.</summary>
    public string Text(int bytes) => TextOf(Take(bytes).Span);

    /// <exception cref="InputException">The next bytes are others.</exception>
    public void Expect(string signature)
    {
        string found = Encoding.ASCII.GetString(Take(signature.Length).ToArray());
        if (found != signature)
        {
            throw Error($"begins with {DisplayText.Quote(found)} instead of '{signature}'");
        }
    }

    /// <summary>Text in UTF-8 up to a zero byte or the end.</summary>
    public static string TextOf(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(bytes.Slice(0, end < 0 ? bytes.Length : end).ToArray());
    }

    /// <summary>The error that this range <paramref name="problem"/>, which begins with a verb.</summary>
    public InputException Error(string problem) => Hdf5Error.Malformed($"The {what} {problem}.");
}
