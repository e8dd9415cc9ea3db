using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ReluGen.CompilerServices;

/// <summary>Lays out the weights of a network for its kernels, once, in memory aligned to cache lines; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WeightStore
{
    /// <summary>Neurons that a kernel computes together: one word of the pattern.</summary>
    public const int GroupSize = 64;

    /// <summary>Rows and groups are padded to this many floats, a 512-bit vector.</summary>
    public const int Padding = 16;

    /// <summary>Zeroed memory aligned to 64 bytes, kept until the process ends.</summary>
    public static float* Allocate(int count)
    {
        nuint bytes = (nuint)Math.Max(count, 1) * sizeof(float);
        void* block = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(block, bytes);
        return (float*)block;
    }

    /// <summary>
    /// Packs a stage for forward passes. In groups of 64 neurons: a row of biases, then a row of weights for each element of the
    /// sources, then, if there are slopes, a row of slopes. The last group has a main part of whole 512-bit vectors and, after it, a
    /// tail of 4 or 8 columns where no more neurons are left.
    /// </summary>
    /// <param name="data">Neuron by neuron: bias, weights.</param>
    /// <param name="slopes">A slope a neuron, or empty.</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="target">Where the packed stage begins; zero so far.</param>
    public static void Pack(ReadOnlySpan<float> data, ReadOnlySpan<float> slopes, int neurons, float* target)
    {
        int rowLength = data.Length / Math.Max(neurons, 1);
        for (int first = 0; first < neurons; first += GroupSize)
        {
            int count = Math.Min(GroupSize, neurons - first);
            int rest = count % Padding;
            int tail = rest == 0 || rest > 8 ? 0 : rest > 4 ? 8 : 4;
            int main = tail > 0 ? count - rest : (count + Padding - 1) & -Padding;
            target = PackColumns(data, slopes, rowLength, first, tail > 0 ? main : count, main, target);
            target = PackColumns(data, slopes, rowLength, first + main, tail > 0 ? rest : 0, tail, target);
        }
    }

    /// <summary>Packs the columns of neurons first … first + count − 1, a row of <paramref name="width"/> floats each number; returns the end.</summary>
    private static float* PackColumns(ReadOnlySpan<float> data, ReadOnlySpan<float> slopes, int rowLength, int first, int count, int width, float* target)
    {
        if (count == 0)
        {
            return target;
        }

        fixed (float* rows = data.Slice(first * rowLength, count * rowLength))
        {
            // Padding stays 0. Where there are vectors, four times as fast: it is a part of the first inference.
            if (Avx.IsSupported && count == width)
            {
                Tiles.Transpose(rows, rowLength, count, width, target);
            }
            else
            {
                Transpose(rows, rowLength, count, width, target);
            }
        }

        for (int i = 0; i < count; i++)
        {
            // Turns -0 into +0: a bias of -0 would make the skipping of zero terms visible.
            target[i] += 0f;
        }

        target += (nint)rowLength * width;
        if (slopes.IsEmpty)
        {
            return target;
        }

        slopes.Slice(first, count).CopyTo(new Span<float>(target, count));
        return target + width;
    }

    private static void Transpose(float* rows, int rowLength, int count, int width, float* target)
    {
        for (nint k = 0; k < rowLength; k++)
        {
            for (nint i = 0; i < count; i++)
            {
                target[k * width + i] = rows[i * rowLength + k];
            }
        }
    }

    /// <summary>Packs the weights of a stage for one of its sources, a row a neuron, where reverse passes read them.</summary>
    /// <param name="data">Neuron by neuron: bias, weights.</param>
    /// <param name="rowLength">Numbers of a neuron.</param>
    /// <param name="column">Where the weights for the source begin in them.</param>
    /// <param name="width">Elements of the source; they are in groups as neurons are in <see cref="Pack"/>.</param>
    /// <param name="rows">Rows of a group.</param>
    /// <param name="firstRow">Row of the stage's first neuron.</param>
    /// <param name="target">Where the first group begins.</param>
    public static void PackRows(ReadOnlySpan<float> data, int rowLength, int column, int width, int rows, int firstRow, float* target)
    {
        for (int neuron = 0; neuron * rowLength < data.Length; neuron++)
        {
            PackRow(data.Slice(neuron * rowLength + column), 1, width, rows, firstRow + neuron, target);
        }
    }

    /// <summary>Packs every <paramref name="stride"/>th of <paramref name="values"/> as row <paramref name="row"/> of <paramref name="width"/> columns in groups of <paramref name="rows"/> rows.</summary>
    public static void PackRow(ReadOnlySpan<float> values, int stride, int width, int rows, int row, float* target)
    {
        for (int first = 0; first < width; first += GroupSize)
        {
            int count = Math.Min(GroupSize, width - first);
            int rest = count % Padding;
            int tail = rest == 0 || rest > 8 ? 0 : rest > 4 ? 8 : 4;
            int main = tail > 0 ? count - rest : (count + Padding - 1) & -Padding;
            for (int i = 0; i < count; i++)
            {
                float* place = i < main ? target + (nint)row * main + i : target + (nint)rows * main + (nint)row * tail + i - main;
                *place = values[(first + i) * stride];
            }

            target += (nint)rows * (main + tail);
        }
    }

    /// <summary>
    /// Packs a stage in blocks of neurons whose sizes differ by at most one, the larger ones first: in each a row of biases, a row of weights an
    /// element of the sources and, if there are slopes, a row of slopes.
    /// </summary>
    /// <param name="data">Neuron by neuron: bias, weights.</param>
    /// <param name="slopes">A slope a neuron, or empty.</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="target">Where the packed stage begins.</param>
    public static void PackBlocks(ReadOnlySpan<float> data, ReadOnlySpan<float> slopes, int neurons, int blocks, float* target)
    {
        int rowLength = data.Length / Math.Max(neurons, 1);
        for (int block = 0, first = 0; block < blocks; block++)
        {
            int size = neurons / blocks + (block < neurons % blocks ? 1 : 0);
            target = PackColumns(data, slopes, rowLength, first, size, size, target);
            first += size;
        }
    }

    /// <summary>
    /// Packs the weights of a stage that are not 0, neuron by neuron, in pairs of 32-bit values: the number of values up to the neuron's last
    /// weight and its bias; for each weight the row of the tile that it multiplies, and the weight; and, if there are slopes, 0 and a slope.
    /// </summary>
    /// <param name="data">Neuron by neuron: bias, weights.</param>
    /// <param name="slopes">A slope a neuron, or empty.</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="sources">Of each source, its first row in the tile and its width.</param>
    /// <param name="target">Where the packed stage begins.</param>
    public static void PackSparse(ReadOnlySpan<float> data, ReadOnlySpan<float> slopes, int neurons, ReadOnlySpan<int> sources, float* target)
    {
        int rowLength = data.Length / Math.Max(neurons, 1);
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            ReadOnlySpan<float> row = data.Slice(neuron * rowLength, rowLength);
            float* start = target;
            target[1] = row[0] + 0f;
            target += 2;
            int column = 1;
            for (int source = 0; source < sources.Length; source += 2)
            {
                for (int k = 0; k < sources[source + 1]; k++, column++)
                {
                    if (row[column] != 0)
                    {
                        *(int*)target = sources[source] + k;
                        target[1] = row[column];
                        target += 2;
                    }
                }
            }

            *(int*)start = (int)(target - start);
            if (!slopes.IsEmpty)
            {
                target[1] = slopes[neuron];
                target += 2;
            }
        }
    }
}
