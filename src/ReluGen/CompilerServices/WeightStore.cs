using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

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
    /// sources, then, if there are slopes, a row of slopes. Rows of the last group are padded to 16.
    /// </summary>
    /// <param name="data">Neuron by neuron: bias, weights.</param>
    /// <param name="slopes">A slope a neuron, or empty.</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="target">Where the packed stage begins.</param>
    public static void Pack(ReadOnlySpan<float> data, ReadOnlySpan<float> slopes, int neurons, float* target)
    {
        int rowLength = data.Length / Math.Max(neurons, 1);
        for (int first = 0; first < neurons; first += GroupSize)
        {
            int count = Math.Min(GroupSize, neurons - first);
            int width = Padded(count);
            for (int k = 0; k < rowLength; k++)
            {
                for (int i = 0; i < count; i++)
                {
                    // + 0 turns -0 into +0: a bias of -0 would make the skipping of zero terms visible.
                    float value = data[(first + i) * rowLength + k];
                    target[i] = k == 0 ? value + 0f : value;
                }

                target += width;
            }

            for (int i = 0; i < count && !slopes.IsEmpty; i++)
            {
                target[i] = slopes[first + i];
            }

            target += slopes.IsEmpty ? 0 : width;
        }
    }

    /// <summary>The next multiple of 16.</summary>
    private static int Padded(int count) => (count + Padding - 1) & -Padding;
}
