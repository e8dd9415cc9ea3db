using System;

namespace ReluGen.Core.Text;

/// <summary>Base64 decoding of a span into a span: netstandard2.0 has it for whole strings only.</summary>
internal static class Base64
{
    private const byte Bad = 255;

    private static readonly byte[] Values = MakeValues();

    /// <summary>Length of the base64 form of <paramref name="bytes"/> bytes.</summary>
    public static long LengthOf(long bytes) => (bytes + 2) / 3 * 4;

    /// <summary>Fills <paramref name="target"/> exactly; false if the text is of another length or not base64.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> target)
    {
        if (text.Length != LengthOf(target.Length))
        {
            return false;
        }

        int whole = target.Length / 3;
        int at = 0;
        for (int i = 0; i < whole; i++)
        {
            if (!TryQuad(text.Slice(i * 4, 4), out int bits))
            {
                return false;
            }

            target[at] = (byte)(bits >> 16);
            target[at + 1] = (byte)(bits >> 8);
            target[at + 2] = (byte)bits;
            at += 3;
        }

        return TryTail(text.Slice(whole * 4), target.Slice(at));
    }

    private static bool TryTail(ReadOnlySpan<char> text, Span<byte> target)
    {
        if (target.Length == 0)
        {
            return true;
        }

        // One byte is written as XX==, two bytes as XXX=.
        int padding = 3 - target.Length;
        Span<char> quad = stackalloc char[4];
        text.CopyTo(quad);
        for (int i = 4 - padding; i < 4; i++)
        {
            if (quad[i] != '=')
            {
                return false;
            }

            quad[i] = 'A';
        }

        if (!TryQuad(quad, out int bits))
        {
            return false;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (byte)(bits >> (16 - 8 * i));
        }

        return true;
    }

    private static bool TryQuad(ReadOnlySpan<char> quad, out int bits)
    {
        byte a = Value(quad[0]), b = Value(quad[1]), c = Value(quad[2]), d = Value(quad[3]);
        bits = a << 18 | b << 12 | c << 6 | d;
        return a != Bad && b != Bad && c != Bad && d != Bad;
    }

    private static byte Value(char c) => c < 128 ? Values[c] : Bad;

    private static byte[] MakeValues()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var values = new byte[128];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Bad;
        }

        for (int i = 0; i < alphabet.Length; i++)
        {
            values[alphabet[i]] = (byte)i;
        }

        return values;
    }
}
