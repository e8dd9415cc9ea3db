using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>
/// What is not 0 in the rows that a stage of a tile reads, for generated code: work then follows the active neurons, not all of them, and the
/// sums are the same to the bit. The weights of 128 rows and 64 neurons stay in the first cache while all samples pass.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe readonly struct TileLists
{
    private const int Columns = 64;
    private const int BlockRows = 128;

    // Above this share of values that are not 0 all products are faster than the listed ones: docs/kernels.md.
    private const double MostListed = 0.375;

    // Every so many samples are counted before that is decided.
    private const int CountedStep = 8;

    [ThreadStatic]
    private static float[]? room;

    private readonly Entry* entries;
    private readonly int* ends;
    private readonly float* sums;
    private readonly int blocks;

    private TileLists(Entry* entries, int* ends, float* sums, int blocks)
    {
        this.entries = entries;
        this.ends = ends;
        this.sums = sums;
        this.blocks = blocks;
    }

    /// <summary>A value that is not 0, and where its row of weights lies.</summary>
    private readonly struct Entry(int offset, float value)
    {
        public readonly int Offset = offset;
        public readonly float Value = value;
    }

    /// <summary>Lists the values that are not 0, block by block and sample by sample, if they are few enough.</summary>
    /// <param name="values">The first value of the first sample; finite.</param>
    /// <param name="width">Values of a sample.</param>
    /// <param name="stride">Floats from a sample to the next.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="lists">The lists; they hold until this thread makes others.</param>
    /// <returns>False if all products are faster.</returns>
    public static bool TryMake(float* values, int width, int stride, int samples, out TileLists lists)
    {
        lists = default;
        if (!AreFew(values, width, stride, samples))
        {
            return false;
        }

        int blocks = (width + BlockRows - 1) / BlockRows;
        long sums = (long)samples * Columns, entries = 2L * samples * width, ends = (long)blocks * samples;
        float* memory = Room(sums + entries + ends);
        lists = new TileLists((Entry*)(memory + sums), (int*)(memory + sums + entries), memory, blocks);
        lists.Fill(values, width, stride, samples);
        return true;
    }

    /// <summary>Computes 64 neurons of a ReLU stage for all samples: activations and masks.</summary>
    /// <param name="weights">Packed numbers of the neurons: a row of biases, then the rows of weights.</param>
    /// <param name="target">Activations of the first sample.</param>
    /// <param name="stride">Floats from a sample's activations to the next.</param>
    /// <param name="mask">Mask of the first sample.</param>
    /// <param name="maskStride">Words from a sample's mask to the next.</param>
    /// <param name="samples">Number of samples.</param>
    public void Group512(float* weights, float* target, int stride, ulong* mask, int maskStride, int samples) => Group512<RoundedSum>(weights, target, stride, mask, maskStride, samples);

    /// <summary>As <see cref="Group512(float*, float*, int, ulong*, int, int)"/>, with fused multiply-adds.</summary>
    public void Group512Fused(float* weights, float* target, int stride, ulong* mask, int maskStride, int samples) => Group512<FusedSum>(weights, target, stride, mask, maskStride, samples);

    /// <summary>As <see cref="Group512(float*, float*, int, ulong*, int, int)"/>, by vectors of 256 bits.</summary>
    public void Group256(float* weights, float* target, int stride, ulong* mask, int maskStride, int samples) => Group256<RoundedSum>(weights, target, stride, mask, maskStride, samples);

    /// <summary>As <see cref="Group256(float*, float*, int, ulong*, int, int)"/>, with fused multiply-adds.</summary>
    public void Group256Fused(float* weights, float* target, int stride, ulong* mask, int maskStride, int samples) => Group256<FusedSum>(weights, target, stride, mask, maskStride, samples);

    private static bool AreFew(float* values, int width, int stride, int samples)
    {
        long counted = 0, present = 0;
        for (int sample = 0; sample < samples; sample += CountedStep, counted += width)
        {
            float* row = values + (nint)sample * stride;
            for (int first = 0; first < width; first += 64)
            {
                present += BitOperations.PopCount(WordOf(row, first, width));
            }
        }

        return present <= counted * MostListed;
    }

    private static ulong WordOf(float* row, int first, int width) => width - first >= 64 ? NonZeros.Word(row + first) : NonZeros.Rest(row + first, width - first);

    /// <summary>At least so many floats, aligned to a cache line.</summary>
    private static float* Room(long count)
    {
        if (room is null || room.Length < count + 16)
        {
            room = GC.AllocateUninitializedArray<float>(checked((int)count + 16), pinned: true);
        }

        return (float*)(((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(room)) + 63) & ~(nuint)63);
    }

    private void Fill(float* values, int width, int stride, int samples)
    {
        Entry* entry = entries;
        int* end = ends;
        for (int first = 0; first < width; first += BlockRows)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                float* row = values + (nint)sample * stride;
                for (int word = first; word < Math.Min(first + BlockRows, width); word += 64)
                {
                    for (ulong present = WordOf(row, word, width); present != 0; present &= present - 1)
                    {
                        int k = word + BitOperations.TrailingZeroCount(present);
                        *entry++ = new Entry(k * Columns, row[k]);
                    }
                }

                *end++ = (int)(entry - entries);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Group512<TSum>(float* weights, float* target, int stride, ulong* mask, int maskStride, int samples)
        where TSum : struct, ISum
    {
        float* rows = weights + Columns;
        Entry* entry = entries;
        int* end = ends;
        for (int block = 0; block < blocks; block++)
        {
            float* from = block == 0 ? weights : sums, place = sums;
            nint step = block == 0 ? 0 : Columns;
            for (int sample = 0; sample < samples; sample++)
            {
                Vector512<float> a0 = *(Vector512<float>*)from, a1 = *(Vector512<float>*)(from + 16), a2 = *(Vector512<float>*)(from + 32), a3 = *(Vector512<float>*)(from + 48);
                for (Entry* last = entries + *end++; entry < last; entry++)
                {
                    Vector512<float> x = Vector512.Create(entry->Value);
                    float* w = rows + (nint)(uint)entry->Offset;
                    a0 = TSum.Add(a0, x, *(Vector512<float>*)w);
                    a1 = TSum.Add(a1, x, *(Vector512<float>*)(w + 16));
                    a2 = TSum.Add(a2, x, *(Vector512<float>*)(w + 32));
                    a3 = TSum.Add(a3, x, *(Vector512<float>*)(w + 48));
                }

                *(Vector512<float>*)place = a0;
                *(Vector512<float>*)(place + 16) = a1;
                *(Vector512<float>*)(place + 32) = a2;
                *(Vector512<float>*)(place + 48) = a3;
                place += Columns;
                from += step;
            }
        }

        for (int sample = 0; sample < samples; sample++)
        {
            ulong bits = 0;
            for (int i = 0; i < Columns; i += 16)
            {
                Vector512<float> sum = *(Vector512<float>*)(sums + (nint)sample * Columns + i);
                bits |= Vector512.GreaterThan(sum, Vector512<float>.Zero).ExtractMostSignificantBits() << i;
                *(Vector512<float>*)(target + i) = Vector512.ConditionalSelect(Vector512.GreaterThan(sum, Vector512<float>.Zero), sum, Vector512<float>.Zero);
            }

            *mask = bits;
            target += stride;
            mask += maskStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Group256<TSum>(float* weights, float* target, int stride, ulong* mask, int maskStride, int samples)
        where TSum : struct, ISum
    {
        float* rows = weights + Columns;
        Entry* entry = entries;
        int* end = ends;
        for (int block = 0; block < blocks; block++)
        {
            float* from = block == 0 ? weights : sums, place = sums;
            nint step = block == 0 ? 0 : Columns;
            for (int sample = 0; sample < samples; sample++)
            {
                Vector256<float> a0 = *(Vector256<float>*)from, a1 = *(Vector256<float>*)(from + 8), a2 = *(Vector256<float>*)(from + 16), a3 = *(Vector256<float>*)(from + 24);
                Vector256<float> a4 = *(Vector256<float>*)(from + 32), a5 = *(Vector256<float>*)(from + 40), a6 = *(Vector256<float>*)(from + 48), a7 = *(Vector256<float>*)(from + 56);
                for (Entry* last = entries + *end++; entry < last; entry++)
                {
                    Vector256<float> x = Vector256.Create(entry->Value);
                    float* w = rows + (nint)(uint)entry->Offset;
                    a0 = TSum.Add(a0, x, *(Vector256<float>*)w);
                    a1 = TSum.Add(a1, x, *(Vector256<float>*)(w + 8));
                    a2 = TSum.Add(a2, x, *(Vector256<float>*)(w + 16));
                    a3 = TSum.Add(a3, x, *(Vector256<float>*)(w + 24));
                    a4 = TSum.Add(a4, x, *(Vector256<float>*)(w + 32));
                    a5 = TSum.Add(a5, x, *(Vector256<float>*)(w + 40));
                    a6 = TSum.Add(a6, x, *(Vector256<float>*)(w + 48));
                    a7 = TSum.Add(a7, x, *(Vector256<float>*)(w + 56));
                }

                *(Vector256<float>*)place = a0;
                *(Vector256<float>*)(place + 8) = a1;
                *(Vector256<float>*)(place + 16) = a2;
                *(Vector256<float>*)(place + 24) = a3;
                *(Vector256<float>*)(place + 32) = a4;
                *(Vector256<float>*)(place + 40) = a5;
                *(Vector256<float>*)(place + 48) = a6;
                *(Vector256<float>*)(place + 56) = a7;
                place += Columns;
                from += step;
            }
        }

        for (int sample = 0; sample < samples; sample++)
        {
            ulong bits = 0;
            for (int i = 0; i < Columns; i += 8)
            {
                Vector256<float> sum = *(Vector256<float>*)(sums + (nint)sample * Columns + i);
                bits |= (ulong)Vector256.GreaterThan(sum, Vector256<float>.Zero).ExtractMostSignificantBits() << i;
                *(Vector256<float>*)(target + i) = Vector256.ConditionalSelect(Vector256.GreaterThan(sum, Vector256<float>.Zero), sum, Vector256<float>.Zero);
            }

            *mask = bits;
            target += stride;
            mask += maskStride;
        }
    }
}
