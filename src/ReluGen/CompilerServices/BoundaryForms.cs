using System;
using System.ComponentModel;

namespace ReluGen.CompilerServices;

/// <summary>Forward products in float64: the pre-activations of a pattern as affine forms of the input, stage by stage; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref struct BoundaryForms
{
    private readonly ulong* pattern;
    private readonly int inputs;
    private readonly Span<double> normals;
    private readonly Span<double> offsets;
    private readonly ReadOnlySpan<int> places;
    private ReadOnlySpan<float> rows;
    private int first;
    private int neurons;

    /// <summary>
    /// Writes to <paramref name="normals"/> (a row a hidden neuron) and <paramref name="offsets"/>; the pattern must stay where it is.
    /// Where the network is a simplified one, <paramref name="places"/> says which bit of the pattern each of its neurons has.
    /// </summary>
    public BoundaryForms(ulong* pattern, int inputs, Span<double> normals, Span<double> offsets, ReadOnlySpan<int> places = default)
    {
        this.places = places;
        this.pattern = pattern;
        this.inputs = inputs;
        this.normals = normals;
        this.offsets = offsets;
    }

    /// <summary>Begins a stage with its biases.</summary>
    /// <param name="rows">Bias and weights, neuron by neuron.</param>
    /// <param name="first">Bit of neuron 0.</param>
    /// <param name="neurons">Number of neurons.</param>
    public void Begin(ReadOnlySpan<float> rows, int first, int neurons)
    {
        this.rows = rows;
        this.first = first;
        this.neurons = neurons;
        for (int i = 0; i < neurons; i++)
        {
            NormalOf(first + i).Clear();
            offsets[BitOf(first + i)] = RowOf(i)[0];
        }
    }

    /// <summary>Adds what the stage reads from the input, whose weights begin at <paramref name="column"/> of a row.</summary>
    public readonly void AddInput(int column)
    {
        for (int i = 0; i < neurons; i++)
        {
            ReadOnlySpan<float> weights = RowOf(i).Slice(column, inputs);
            Span<double> normal = NormalOf(first + i);
            for (int j = 0; j < weights.Length; j++)
            {
                normal[j] += weights[j];
            }
        }
    }

    /// <summary>Adds what the stage reads from another one.</summary>
    /// <param name="column">Column of its first weight.</param>
    /// <param name="width">Number of its neurons.</param>
    /// <param name="sourceBit">Bit of its neuron 0.</param>
    /// <param name="slopes">Slopes of its inactive neurons; empty where all are 0.</param>
    public readonly void AddStage(int column, int width, int sourceBit, ReadOnlySpan<float> slopes)
    {
        for (int k = 0; k < width; k++)
        {
            int bit = BitOf(sourceBit + k);
            double slope = (pattern[bit >> 6] >> (bit & 63) & 1) != 0 ? 1 : slopes.IsEmpty ? 0 : slopes[k];
            for (int i = 0; i < neurons && slope != 0; i++)
            {
                double factor = slope * RowOf(i)[column + k];
                if (factor != 0)
                {
                    offsets[BitOf(first + i)] += factor * offsets[bit];
                    Add(NormalOf(first + i), factor, NormalOf(sourceBit + k));
                }
            }
        }
    }

    /// <summary>Fills in the neurons that the simplified network does not have.</summary>
    /// <param name="bits">For each bit of the pattern the one whose neuron computes it, or -1 for always 0 and -2 for always 1.</param>
    public readonly void Expand(ReadOnlySpan<int> bits)
    {
        for (int bit = 0; bit < bits.Length; bit++)
        {
            if (bits[bit] == bit)
            {
                continue;
            }

            Span<double> normal = normals.Slice(bit * inputs, inputs);
            if (bits[bit] < 0)
            {
                normal.Clear();
                offsets[bit] = bits[bit] == -1 ? -1 : 1;
                continue;
            }

            normals.Slice(bits[bit] * inputs, inputs).CopyTo(normal);
            offsets[bit] = offsets[bits[bit]];
        }
    }

    private static void Add(Span<double> target, double factor, ReadOnlySpan<double> row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            target[j] += factor * row[j];
        }
    }

    private readonly ReadOnlySpan<float> RowOf(int neuron)
    {
        int length = rows.Length / neurons;
        return rows.Slice(neuron * length, length);
    }

    private readonly int BitOf(int neuron) => places.IsEmpty ? neuron : places[neuron];

    private readonly Span<double> NormalOf(int neuron) => normals.Slice(BitOf(neuron) * inputs, inputs);
}
