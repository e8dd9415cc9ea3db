using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ReluGen.CompilerServices;

/// <summary>Brings tiles of samples into the form in which a lane is a sample, and back; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Tiles
{
    private const int Block = 8;

    /// <summary>
    /// <paramref name="rows"/> samples of <paramref name="count"/> values each become <paramref name="count"/> rows of
    /// <paramref name="samples"/>; the last sample stands for those that are missing.
    /// </summary>
    public static void Transpose(float* values, int count, int rows, int samples, float* target)
    {
        nint sample = 0;
        for (; Avx512F.IsSupported && sample + 2 * Block <= rows; sample += 2 * Block)
        {
            float* block = values + sample * count;
            Transpose16(block, count, Math.Min(count, Block), target + sample, samples);
            for (nint k = Block; k < count; k += Block)
            {
                nint at = Math.Min(k, count - Block);
                Transpose16(block + at, count, Block, target + at * samples + sample, samples);
            }
        }

        for (; Avx.IsSupported && sample + Block <= rows; sample += Block)
        {
            float* block = values + sample * count;
            if (count < Block)
            {
                TransposeNarrow(block, count, count, target + sample, samples);
            }

            // The last block overlaps the one before it.
            for (nint k = 0; k < count && count >= Block; k += Block)
            {
                nint at = Math.Min(k, count - Block);
                Transpose8(block + at, count, target + at * samples + sample, samples);
            }
        }

        for (; sample < samples; sample++)
        {
            float* row = values + Math.Min(sample, rows - 1) * count;
            for (nint k = 0; k < count; k++)
            {
                target[k * samples + sample] = row[k];
            }
        }
    }

    /// <summary><paramref name="count"/> rows of <paramref name="samples"/> become samples of <paramref name="count"/> values each, as many as there are <paramref name="rows"/>.</summary>
    public static void TransposeBack(float* source, int count, int rows, int samples, float* values)
    {
        nint sample = 0;
        for (; Avx.IsSupported && sample + Block <= rows; sample += Block)
        {
            float* block = values + sample * count;
            if (count == 1)
            {
                *(Vector256<float>*)block = *(Vector256<float>*)(source + sample);
            }
            else if (count <= 4 && (count == 4 || sample + 2 * Block <= rows))
            {
                TransposeBack4(source + sample, samples, count, block);
            }
            else if (count < Block)
            {
                break;
            }

            for (nint k = 0; k < count && count >= Block; k += Block)
            {
                nint at = Math.Min(k, count - Block);
                Transpose8(source + at * samples + sample, samples, block + at, count);
            }
        }

        for (; sample < rows; sample++)
        {
            for (nint k = 0; k < count; k++)
            {
                values[sample * count + k] = source[k * samples + sample];
            }
        }
    }

    /// <summary>
    /// The patterns of a tile. Bits of a sample stand in one bit position of the masks of all neurons: shifting it to the top of each 16-bit
    /// lane, the top bits of the lanes are the sample's pattern. Masks behind the last neuron may hold anything.
    /// </summary>
    /// <param name="masks">For the first vector of samples, then, <paramref name="stride"/> further, for the second, …: a mask a neuron.</param>
    /// <param name="stride">Number of masks from a vector's to the next one's; at least 64 more than there are neurons.</param>
    /// <param name="lanes">Samples of a vector.</param>
    /// <param name="neurons">Number of hidden neurons.</param>
    /// <param name="patterns">Receives the patterns.</param>
    /// <param name="rows">Number of samples.</param>
    public static void Patterns(ushort* masks, int stride, int lanes, int neurons, ulong* patterns, int rows)
    {
        int wordCount = (neurons + 63) / 64;
        for (int first = 0; first < rows; first += lanes, masks += stride)
        {
            int count = Math.Min(lanes, rows - first);
            for (int word = 0; word < wordCount; word++)
            {
                Words(masks + word * 64, Math.Min(neurons - word * 64, 64), count, patterns + (nint)first * wordCount + word, wordCount);
            }
        }
    }

    /// <summary>A word of the patterns of up to 16 samples, from the masks of up to 64 neurons.</summary>
    private static void Words(ushort* masks, int neurons, int samples, ulong* words, nint stride)
    {
        ulong valid = neurons == 64 ? ulong.MaxValue : (1UL << neurons) - 1;
        if (Vector512.IsHardwareAccelerated)
        {
            // The last sample's bits to the top; then each step brings those of the sample before it.
            Vector512<ushort> low = Vector512.ShiftLeft(*(Vector512<ushort>*)masks, 16 - samples);
            Vector512<ushort> high = neurons > 32 ? Vector512.ShiftLeft(*(Vector512<ushort>*)(masks + 32), 16 - samples) : default;
            for (nint sample = samples - 1; sample >= 0; sample--)
            {
                ulong bits = low.ExtractMostSignificantBits();
                words[sample * stride] = (neurons > 32 ? bits | high.ExtractMostSignificantBits() << 32 : bits) & valid;
                low += low;
                high += high;
            }

            return;
        }

        for (nint sample = 0; sample < samples; sample++)
        {
            ulong bits = 0;
            for (int part = 0; part < 8; part++)
            {
                bits |= (ulong)Vector128.ShiftLeft(Vector128.Load(masks + 8 * part), 15 - (int)sample).ExtractMostSignificantBits() << (8 * part);
            }

            words[sample * stride] = bits & valid;
        }
    }

    /// <summary>8 samples of fewer than 8 values, written as rows of 8.</summary>
    private static void TransposeNarrow(float* source, nint stride, int width, float* target, nint targetStride)
    {
        Vector256<float> inside = Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((float)width));
        Vector256<float> r0 = Avx.MaskLoad(source, inside), r1 = Avx.MaskLoad(source + stride, inside);
        Vector256<float> r2 = Avx.MaskLoad(source + 2 * stride, inside), r3 = Avx.MaskLoad(source + 3 * stride, inside);
        Vector256<float> r4 = Avx.MaskLoad(source + 4 * stride, inside), r5 = Avx.MaskLoad(source + 5 * stride, inside);
        Vector256<float> r6 = Avx.MaskLoad(source + 6 * stride, inside), r7 = Avx.MaskLoad(source + 7 * stride, inside);
        Turn(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        *(Vector256<float>*)target = r0;
        if (width > 1) *(Vector256<float>*)(target + targetStride) = r1;
        if (width > 2) *(Vector256<float>*)(target + 2 * targetStride) = r2;
        if (width > 3) *(Vector256<float>*)(target + 3 * targetStride) = r3;
        if (width > 4) *(Vector256<float>*)(target + 4 * targetStride) = r4;
        if (width > 5) *(Vector256<float>*)(target + 5 * targetStride) = r5;
        if (width > 6) *(Vector256<float>*)(target + 6 * targetStride) = r6;
    }

    /// <summary>
    /// 2 to 4 rows of 8, written as 8 samples one behind the other. Each is written 4 wide: what lies beyond its end is the next sample's
    /// place, which is written later.
    /// </summary>
    private static void TransposeBack4(float* source, nint stride, nint width, float* target)
    {
        Vector256<float> r0 = *(Vector256<float>*)source, r1 = *(Vector256<float>*)(source + stride);
        Vector256<float> r2 = width > 2 ? *(Vector256<float>*)(source + 2 * stride) : r0, r3 = width > 3 ? *(Vector256<float>*)(source + 3 * stride) : r0;
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE), b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        *(Vector128<float>*)target = b0.GetLower();
        *(Vector128<float>*)(target + width) = b1.GetLower();
        *(Vector128<float>*)(target + 2 * width) = b2.GetLower();
        *(Vector128<float>*)(target + 3 * width) = b3.GetLower();
        *(Vector128<float>*)(target + 4 * width) = b0.GetUpper();
        *(Vector128<float>*)(target + 5 * width) = b1.GetUpper();
        *(Vector128<float>*)(target + 6 * width) = b2.GetUpper();
        *(Vector128<float>*)(target + 7 * width) = b3.GetUpper();
    }

    /// <summary>
    /// 16 samples of up to 8 values, written as rows of 16 in one store each: the loads that follow are as wide, and two narrower stores would
    /// make them wait.
    /// </summary>
    private static void Transpose16(float* source, nint stride, int width, float* target, nint targetStride)
    {
        // Rows i and i + 4 in one register, so that quadruples of rows end up in order.
        Vector512<float> r0 = Two(source, stride, width), r1 = Two(source + stride, stride, width);
        Vector512<float> r2 = Two(source + 2 * stride, stride, width), r3 = Two(source + 3 * stride, stride, width);
        source += 8 * stride;
        Vector512<float> r4 = Two(source, stride, width), r5 = Two(source + stride, stride, width);
        Vector512<float> r6 = Two(source + 2 * stride, stride, width), r7 = Two(source + 3 * stride, stride, width);
        Vector512<float> a0 = Avx512F.UnpackLow(r0, r1), a1 = Avx512F.UnpackHigh(r0, r1), a2 = Avx512F.UnpackLow(r2, r3), a3 = Avx512F.UnpackHigh(r2, r3);
        Vector512<float> a4 = Avx512F.UnpackLow(r4, r5), a5 = Avx512F.UnpackHigh(r4, r5), a6 = Avx512F.UnpackLow(r6, r7), a7 = Avx512F.UnpackHigh(r6, r7);
        Vector512<float> b0 = Avx512F.Shuffle(a0, a2, 0x44), b1 = Avx512F.Shuffle(a0, a2, 0xEE), b2 = Avx512F.Shuffle(a1, a3, 0x44), b3 = Avx512F.Shuffle(a1, a3, 0xEE);
        Vector512<float> b4 = Avx512F.Shuffle(a4, a6, 0x44), b5 = Avx512F.Shuffle(a4, a6, 0xEE), b6 = Avx512F.Shuffle(a5, a7, 0x44), b7 = Avx512F.Shuffle(a5, a7, 0xEE);
        *(Vector512<float>*)target = Avx512F.Shuffle4x128(b0, b4, 0x88);
        if (width > 1) *(Vector512<float>*)(target + targetStride) = Avx512F.Shuffle4x128(b1, b5, 0x88);
        if (width > 2) *(Vector512<float>*)(target + 2 * targetStride) = Avx512F.Shuffle4x128(b2, b6, 0x88);
        if (width > 3) *(Vector512<float>*)(target + 3 * targetStride) = Avx512F.Shuffle4x128(b3, b7, 0x88);
        if (width > 4) *(Vector512<float>*)(target + 4 * targetStride) = Avx512F.Shuffle4x128(b0, b4, 0xDD);
        if (width > 5) *(Vector512<float>*)(target + 5 * targetStride) = Avx512F.Shuffle4x128(b1, b5, 0xDD);
        if (width > 6) *(Vector512<float>*)(target + 6 * targetStride) = Avx512F.Shuffle4x128(b2, b6, 0xDD);
        if (width > 7) *(Vector512<float>*)(target + 7 * targetStride) = Avx512F.Shuffle4x128(b3, b7, 0xDD);
    }

    /// <summary>The first values of a sample, and of the fourth one after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Two(float* row, nint stride, int width)
    {
        if (width == Block)
        {
            return Vector512.Create(*(Vector256<float>*)row, *(Vector256<float>*)(row + 4 * stride));
        }

        Vector256<float> inside = Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((float)width));
        return Vector512.Create(Avx.MaskLoad(row, inside), Avx.MaskLoad(row + 4 * stride, inside));
    }

    /// <summary>Transposes 8 × 8 numbers.</summary>
    private static void Transpose8(float* source, nint stride, float* target, nint targetStride)
    {
        Vector256<float> r0 = *(Vector256<float>*)source, r1 = *(Vector256<float>*)(source + stride);
        Vector256<float> r2 = *(Vector256<float>*)(source + 2 * stride), r3 = *(Vector256<float>*)(source + 3 * stride);
        Vector256<float> r4 = *(Vector256<float>*)(source + 4 * stride), r5 = *(Vector256<float>*)(source + 5 * stride);
        Vector256<float> r6 = *(Vector256<float>*)(source + 6 * stride), r7 = *(Vector256<float>*)(source + 7 * stride);
        Turn(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        *(Vector256<float>*)target = r0;
        *(Vector256<float>*)(target + targetStride) = r1;
        *(Vector256<float>*)(target + 2 * targetStride) = r2;
        *(Vector256<float>*)(target + 3 * targetStride) = r3;
        *(Vector256<float>*)(target + 4 * targetStride) = r4;
        *(Vector256<float>*)(target + 5 * targetStride) = r5;
        *(Vector256<float>*)(target + 6 * targetStride) = r6;
        *(Vector256<float>*)(target + 7 * targetStride) = r7;
    }

    /// <summary>Transposes in registers: pairs of rows, then quadruples, then the two 128-bit halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3,
        ref Vector256<float> r4, ref Vector256<float> r5, ref Vector256<float> r6, ref Vector256<float> r7)
    {
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE), b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE), b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);
        r0 = Avx.Permute2x128(b0, b4, 0x20);
        r1 = Avx.Permute2x128(b1, b5, 0x20);
        r2 = Avx.Permute2x128(b2, b6, 0x20);
        r3 = Avx.Permute2x128(b3, b7, 0x20);
        r4 = Avx.Permute2x128(b0, b4, 0x31);
        r5 = Avx.Permute2x128(b1, b5, 0x31);
        r6 = Avx.Permute2x128(b2, b6, 0x31);
        r7 = Avx.Permute2x128(b3, b7, 0x31);
    }
}
