using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ReluGen.CompilerServices;

/// <summary>Brings tiles of samples into the form in which a lane is a sample, and back; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Tiles
{
    private const int Block = 8;

    /// <summary>Samples of <paramref name="count"/> values each become <paramref name="count"/> rows of samples, a multiple of 8.</summary>
    public static void Transpose(float* values, int count, int samples, float* rows)
    {
        if (Avx.IsSupported)
        {
            for (int sample = 0; sample < samples; sample += Block)
            {
                for (int k = 0; k < count; k += Block)
                {
                    int width = count - k < Block ? count - k : Block;
                    Transpose8(values + (nint)sample * count + k, count, width, Block, rows + (nint)k * samples + sample, samples);
                }
            }

            return;
        }

        for (nint sample = 0; sample < samples; sample++)
        {
            for (nint k = 0; k < count; k++)
            {
                rows[k * samples + sample] = values[sample * count + k];
            }
        }
    }

    /// <summary><paramref name="count"/> rows of samples, a multiple of 8, become samples of <paramref name="count"/> values each.</summary>
    public static void TransposeBack(float* rows, int count, int samples, float* values)
    {
        if (Avx.IsSupported)
        {
            for (int sample = 0; sample < samples; sample += Block)
            {
                for (int k = 0; k < count; k += Block)
                {
                    int height = count - k < Block ? count - k : Block;
                    Transpose8(rows + (nint)k * samples + sample, samples, Block, height, values + (nint)sample * count + k, count);
                }
            }

            return;
        }

        for (nint sample = 0; sample < samples; sample++)
        {
            for (nint k = 0; k < count; k++)
            {
                values[sample * count + k] = rows[k * samples + sample];
            }
        }
    }

    /// <summary>
    /// The patterns of a tile. Bits of a sample stand in one bit position of the masks of all neurons: shifting it to the top of each 16-bit
    /// lane, the top bits of the lanes are the sample's pattern. Masks behind the last neuron may hold anything.
    /// </summary>
    /// <param name="masks">For the first vector of samples, then, <paramref name="stride"/> further, for the second: a mask a neuron.</param>
    /// <param name="stride">Number of masks from the first vector's to the second's; at least 64 more than there are neurons.</param>
    /// <param name="lanes">Samples of a vector.</param>
    /// <param name="neurons">Number of hidden neurons.</param>
    /// <param name="patterns">Receives the patterns of 2 · lanes samples.</param>
    /// <param name="wordCount">Words of a pattern.</param>
    public static void Patterns(ushort* masks, int stride, int lanes, int neurons, ulong* patterns, int wordCount)
    {
        for (int half = 0; half < 2; half++)
        {
            for (int word = 0; word < wordCount; word++)
            {
                ulong valid = neurons - word * 64 >= 64 ? ulong.MaxValue : (1UL << (neurons - word * 64)) - 1;
                ushort* block = masks + half * stride + word * 64;
                for (int sample = 0; sample < lanes; sample++)
                {
                    patterns[(half * lanes + sample) * wordCount + word] = Word(block, 15 - sample) & valid;
                }
            }
        }
    }

    /// <summary>Bit 15 − <paramref name="shift"/> of each of 64 masks.</summary>
    private static ulong Word(ushort* masks, int shift)
    {
        ulong bits = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            bits = Vector512.ShiftLeft(Vector512.Load(masks), shift).ExtractMostSignificantBits();
            return bits | Vector512.ShiftLeft(Vector512.Load(masks + 32), shift).ExtractMostSignificantBits() << 32;
        }

        for (int part = 0; part < 8; part++)
        {
            bits |= (ulong)Vector128.ShiftLeft(Vector128.Load(masks + 8 * part), shift).ExtractMostSignificantBits() << (8 * part);
        }

        return bits;
    }

    /// <summary>Transposes 8 × 8 numbers, of which only <paramref name="width"/> columns and <paramref name="height"/> rows are there.</summary>
    private static void Transpose8(float* source, nint sourceStride, int width, int height, float* target, nint targetStride)
    {
        Vector256<float> inside = Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((float)width));
        Vector256<float> zero = Vector256<float>.Zero;
        Vector256<float> r0 = Row(source, inside, width);
        Vector256<float> r1 = height > 1 ? Row(source + sourceStride, inside, width) : zero;
        Vector256<float> r2 = height > 2 ? Row(source + 2 * sourceStride, inside, width) : zero;
        Vector256<float> r3 = height > 3 ? Row(source + 3 * sourceStride, inside, width) : zero;
        Vector256<float> r4 = height > 4 ? Row(source + 4 * sourceStride, inside, width) : zero;
        Vector256<float> r5 = height > 5 ? Row(source + 5 * sourceStride, inside, width) : zero;
        Vector256<float> r6 = height > 6 ? Row(source + 6 * sourceStride, inside, width) : zero;
        Vector256<float> r7 = height > 7 ? Row(source + 7 * sourceStride, inside, width) : zero;

        // Pairs of rows, then quadruples, then the two 128-bit halves.
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE), b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE), b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);

        Vector256<float> kept = Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((float)height));
        Put(target, Avx.Permute2x128(b0, b4, 0x20), kept, height);
        if (width > 1) Put(target + targetStride, Avx.Permute2x128(b1, b5, 0x20), kept, height);
        if (width > 2) Put(target + 2 * targetStride, Avx.Permute2x128(b2, b6, 0x20), kept, height);
        if (width > 3) Put(target + 3 * targetStride, Avx.Permute2x128(b3, b7, 0x20), kept, height);
        if (width > 4) Put(target + 4 * targetStride, Avx.Permute2x128(b0, b4, 0x31), kept, height);
        if (width > 5) Put(target + 5 * targetStride, Avx.Permute2x128(b1, b5, 0x31), kept, height);
        if (width > 6) Put(target + 6 * targetStride, Avx.Permute2x128(b2, b6, 0x31), kept, height);
        if (width > 7) Put(target + 7 * targetStride, Avx.Permute2x128(b3, b7, 0x31), kept, height);
    }

    private static Vector256<float> Row(float* source, Vector256<float> inside, int width) =>
        width == Block ? *(Vector256<float>*)source : Avx.MaskLoad(source, inside);

    private static void Put(float* target, Vector256<float> values, Vector256<float> kept, int height)
    {
        if (height == Block)
        {
            *(Vector256<float>*)target = values;
        }
        else
        {
            Avx.MaskStore(target, kept, values);
        }
    }
}
