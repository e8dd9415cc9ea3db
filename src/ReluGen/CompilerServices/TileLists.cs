using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>
/// What is not 0 in the rows that a stage of a tile reads, for generated code: work then follows the active neurons, not all of them, and the
/// sums are the same to the bit. The weights of 128 rows and 64 neurons stay in the first cache while all samples pass, two at a time: their
/// sums do not wait for each other, and their lists, filled up to the same length with zeros, end in one branch.
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

    /// <summary>Lists the values that are not 0, block by block and pair by pair of samples, if they are few enough.</summary>
    /// <param name="values">The first value of the first sample; finite.</param>
    /// <param name="width">Values of a sample.</param>
    /// <param name="stride">Floats from a sample to the next.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="room">At least <see cref="FloatsFor"/> floats, aligned to 64 bytes: the lists are there.</param>
    /// <param name="lists">The lists.</param>
    /// <returns>False if all products are faster.</returns>
    public static bool TryMake(float* values, int width, int stride, int samples, float* room, out TileLists lists)
    {
        lists = default;
        if (!AreFew(values, width, stride, samples))
        {
            return false;
        }

        int blocks = (width + BlockRows - 1) / BlockRows, pairs = (samples + 1) / 2;
        float* entries = room + 2 * pairs * Columns;
        lists = new TileLists((Entry*)entries, (int*)(entries + 4 * pairs * blocks * BlockRows), room, blocks);
        lists.Fill(values, width, stride, samples);
        return true;
    }

    /// <summary>Floats that the lists of so many samples of so many values can take: sums, entries of two floats each, and ends.</summary>
    public static int FloatsFor(int width, int samples)
    {
        int blocks = (width + BlockRows - 1) / BlockRows, pairs = (samples + 1) / 2;
        return pairs * (2 * Columns + blocks * (4 * BlockRows + 1));
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

    private void Fill(float* values, int width, int stride, int samples)
    {
        Entry* entry = entries;
        int* end = ends;
        for (int first = 0; first < width; first += BlockRows)
        {
            int last = Math.Min(first + BlockRows, width);
            for (int sample = 0; sample < samples; sample += 2)
            {
                float* row = values + (nint)sample * stride;
                int even = List(row, first, last, entry), odd = sample + 1 < samples ? List(row + stride, first, last, entry + 1) : 0;
                int length = Math.Max(even, odd);
                Pad(entry, even, length);
                Pad(entry + 1, odd, length);
                entry += 2 * length;
                *end++ = (int)(entry - entries);
            }
        }
    }

    /// <summary>Writes the values of a row that are not 0 to every second entry; returns how many.</summary>
    private static int List(float* row, int first, int last, Entry* target)
    {
        Entry* entry = target;
        for (int word = first; word < last; word += 64)
        {
            for (ulong present = WordOf(row, word, last); present != 0; present &= present - 1, entry += 2)
            {
                int k = word + BitOperations.TrailingZeroCount(present);
                *entry = new Entry(k * Columns, row[k]);
            }
        }

        return (int)(entry - target) / 2;
    }

    /// <summary>Zeros, which add nothing, from <paramref name="from"/> to <paramref name="to"/>.</summary>
    private static void Pad(Entry* target, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            target[2 * i] = default;
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
            float* place = sums;
            for (int sample = 0; sample < samples; sample += 2, place += 2 * Columns)
            {
                float* a = block == 0 ? weights : place, b = block == 0 ? weights : place + Columns;
                Vector512<float> a0 = *(Vector512<float>*)a, a1 = *(Vector512<float>*)(a + 16), a2 = *(Vector512<float>*)(a + 32), a3 = *(Vector512<float>*)(a + 48);
                Vector512<float> b0 = *(Vector512<float>*)b, b1 = *(Vector512<float>*)(b + 16), b2 = *(Vector512<float>*)(b + 32), b3 = *(Vector512<float>*)(b + 48);
                for (Entry* last = entries + *end++; entry < last; entry += 2)
                {
                    Vector512<float> x = Vector512.Create(entry[0].Value), y = Vector512.Create(entry[1].Value);
                    float* w = rows + (nint)(uint)entry[0].Offset, v = rows + (nint)(uint)entry[1].Offset;
                    a0 = TSum.Add(a0, x, *(Vector512<float>*)w);
                    a1 = TSum.Add(a1, x, *(Vector512<float>*)(w + 16));
                    a2 = TSum.Add(a2, x, *(Vector512<float>*)(w + 32));
                    a3 = TSum.Add(a3, x, *(Vector512<float>*)(w + 48));
                    b0 = TSum.Add(b0, y, *(Vector512<float>*)v);
                    b1 = TSum.Add(b1, y, *(Vector512<float>*)(v + 16));
                    b2 = TSum.Add(b2, y, *(Vector512<float>*)(v + 32));
                    b3 = TSum.Add(b3, y, *(Vector512<float>*)(v + 48));
                }

                *(Vector512<float>*)place = a0;
                *(Vector512<float>*)(place + 16) = a1;
                *(Vector512<float>*)(place + 32) = a2;
                *(Vector512<float>*)(place + 48) = a3;
                *(Vector512<float>*)(place + 64) = b0;
                *(Vector512<float>*)(place + 80) = b1;
                *(Vector512<float>*)(place + 96) = b2;
                *(Vector512<float>*)(place + 112) = b3;
            }
        }

        for (int sample = 0; sample < samples; sample++, target += stride, mask += maskStride)
        {
            ulong bits = 0;
            for (int i = 0; i < Columns; i += 16)
            {
                Vector512<float> sum = *(Vector512<float>*)(sums + (nint)sample * Columns + i);
                bits |= Vector512.GreaterThan(sum, Vector512<float>.Zero).ExtractMostSignificantBits() << i;
                *(Vector512<float>*)(target + i) = Vector512.ConditionalSelect(Vector512.GreaterThan(sum, Vector512<float>.Zero), sum, Vector512<float>.Zero);
            }

            *mask = bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Group256<TSum>(float* weights, float* target, int stride, ulong* mask, int maskStride, int samples)
        where TSum : struct, ISum
    {
        // Half of the columns at a time: eight sums, in sixteen registers.
        for (int half = 0; half < Columns; half += Columns / 2)
        {
            float* bias = weights + half, rows = weights + Columns + half;
            Entry* entry = entries;
            int* end = ends;
            for (int block = 0; block < blocks; block++)
            {
                float* place = sums + half;
                for (int sample = 0; sample < samples; sample += 2, place += 2 * Columns)
                {
                    float* a = block == 0 ? bias : place, b = block == 0 ? bias : place + Columns;
                    Vector256<float> a0 = *(Vector256<float>*)a, a1 = *(Vector256<float>*)(a + 8), a2 = *(Vector256<float>*)(a + 16), a3 = *(Vector256<float>*)(a + 24);
                    Vector256<float> b0 = *(Vector256<float>*)b, b1 = *(Vector256<float>*)(b + 8), b2 = *(Vector256<float>*)(b + 16), b3 = *(Vector256<float>*)(b + 24);
                    for (Entry* last = entries + *end++; entry < last; entry += 2)
                    {
                        Vector256<float> x = Vector256.Create(entry[0].Value), y = Vector256.Create(entry[1].Value);
                        float* w = rows + (nint)(uint)entry[0].Offset, v = rows + (nint)(uint)entry[1].Offset;
                        a0 = TSum.Add(a0, x, *(Vector256<float>*)w);
                        a1 = TSum.Add(a1, x, *(Vector256<float>*)(w + 8));
                        a2 = TSum.Add(a2, x, *(Vector256<float>*)(w + 16));
                        a3 = TSum.Add(a3, x, *(Vector256<float>*)(w + 24));
                        b0 = TSum.Add(b0, y, *(Vector256<float>*)v);
                        b1 = TSum.Add(b1, y, *(Vector256<float>*)(v + 8));
                        b2 = TSum.Add(b2, y, *(Vector256<float>*)(v + 16));
                        b3 = TSum.Add(b3, y, *(Vector256<float>*)(v + 24));
                    }

                    *(Vector256<float>*)place = a0;
                    *(Vector256<float>*)(place + 8) = a1;
                    *(Vector256<float>*)(place + 16) = a2;
                    *(Vector256<float>*)(place + 24) = a3;
                    *(Vector256<float>*)(place + 64) = b0;
                    *(Vector256<float>*)(place + 72) = b1;
                    *(Vector256<float>*)(place + 80) = b2;
                    *(Vector256<float>*)(place + 88) = b3;
                }
            }
        }

        for (int sample = 0; sample < samples; sample++, target += stride, mask += maskStride)
        {
            ulong bits = 0;
            for (int i = 0; i < Columns; i += 8)
            {
                Vector256<float> sum = *(Vector256<float>*)(sums + (nint)sample * Columns + i);
                bits |= (ulong)Vector256.GreaterThan(sum, Vector256<float>.Zero).ExtractMostSignificantBits() << i;
                *(Vector256<float>*)(target + i) = Vector256.ConditionalSelect(Vector256.GreaterThan(sum, Vector256<float>.Zero), sum, Vector256<float>.Zero);
            }

            *mask = bits;
        }
    }
}
