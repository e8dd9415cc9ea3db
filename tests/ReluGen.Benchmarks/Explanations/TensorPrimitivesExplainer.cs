using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ReluGen.Benchmarks.Networks;

namespace ReluGen.Benchmarks.Explanations;

/// <summary>
/// What one would write with System.Numerics.Tensors for a network of one output and up to 64 hidden neurons: clusters by a dictionary of
/// patterns, means and squares by vector additions in float64 (not exact), the gradient by reverse accumulation.
/// </summary>
internal sealed class TensorPrimitivesExplainer(Layer[] layers)
{
    private const int Block = 256;

    private readonly int inputs = layers[0].Inputs;
    private readonly int hidden = layers.Sum(static layer => layer.IsHidden ? layer.Outputs : 0);
    private readonly float[][] activations = Array.ConvertAll(layers, static layer => new float[layer.Outputs]);
    private readonly float[][] adjoints = Array.ConvertAll(layers, static layer => new float[layer.Inputs]);
    private readonly float[] columns = new float[layers[0].Inputs * Block];
    private readonly float[][] blocks = Array.ConvertAll(layers, static layer => new float[layer.Outputs * Block]);
    private readonly ulong[] patterns = new ulong[Block];
    private readonly double[] row = new double[layers[0].Inputs];
    private readonly Dictionary<ulong, Sums> clusters = [];

    /// <summary>Number of rows and mean of the first input of each cluster.</summary>
    public IEnumerable<(long Rows, double Mean)> Clusters
    {
        get
        {
            foreach (Sums sums in clusters.Values)
            {
                yield return (sums.Rows, sums.Values[0] / sums.Rows);
            }
        }
    }

    /// <summary>Forgets all rows.</summary>
    public void Forget() => clusters.Clear();

    /// <summary>Adds rows to their clusters.</summary>
    public void Cluster(ReadOnlySpan<float> rows)
    {
        for (; rows.Length > 0; rows = rows[Math.Min(rows.Length, Block * inputs)..])
        {
            int count = Math.Min(Block, rows.Length / inputs);
            ForwardBlock(rows, count);
            for (int i = 0; i < count; i++)
            {
                if (!clusters.TryGetValue(patterns[i], out Sums? sums))
                {
                    clusters.Add(patterns[i], sums = new Sums(inputs));
                }

                TensorPrimitives.ConvertTruncating<float, double>(rows.Slice(i * inputs, inputs), row);
                sums.Add(row, blocks[^1][i]);
            }
        }
    }

    /// <summary>The output after a sigmoid.</summary>
    public float Predict(ReadOnlySpan<float> input)
    {
        Forward(input, out _);
        Span<float> output = activations[^1];
        TensorPrimitives.Sigmoid(output, output);
        return output[0];
    }

    /// <summary>The output before the link, the pattern and the gradient.</summary>
    public float Explain(ReadOnlySpan<float> input, Span<float> gradient, out ulong pattern)
    {
        Forward(input, out pattern);
        ReadOnlySpan<float> adjoint = layers[^1].Weights;
        int bit = hidden;
        for (int l = layers.Length - 2; l >= 0; l--)
        {
            bit -= layers[l].Outputs;
            Span<float> next = l == 0 ? gradient : adjoints[l];
            next.Clear();
            for (int n = 0; n < layers[l].Outputs; n++)
            {
                if ((pattern >> (bit + n) & 1) != 0)
                {
                    TensorPrimitives.MultiplyAdd(layers[l].Weights.AsSpan(n * next.Length, next.Length), adjoint[n], next, next);
                }
            }

            adjoint = next;
        }

        return activations[^1][0];
    }

    private void Forward(ReadOnlySpan<float> x, out ulong pattern)
    {
        pattern = 0;
        int bit = 0;
        for (int l = 0; l < layers.Length; l++)
        {
            Layer layer = layers[l];
            Span<float> z = activations[l];
            for (int n = 0; n < z.Length; n++)
            {
                z[n] = TensorPrimitives.Dot(x, layer.Weights.AsSpan(n * x.Length, x.Length)) + layer.Bias[n];
                pattern |= layer.IsHidden && z[n] > 0 ? 1UL << (bit + n) : 0;
            }

            bit += z.Length;
            if (layer.IsHidden)
            {
                TensorPrimitives.Max(z, 0, z);
            }

            x = z;
        }
    }

    /// <summary>Multiply-adds along the rows of a block, and the patterns of its rows.</summary>
    private void ForwardBlock(ReadOnlySpan<float> rows, int count)
    {
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < inputs; j++)
            {
                columns[(j * Block) + i] = rows[(i * inputs) + j];
            }
        }

        patterns.AsSpan().Clear();
        float[] x = columns;
        int bit = 0;
        for (int l = 0; l < layers.Length; l++)
        {
            Layer layer = layers[l];
            for (int n = 0; n < layer.Outputs; n++, bit++)
            {
                Span<float> z = blocks[l].AsSpan(n * Block, Block);
                z.Fill(layer.Bias[n]);
                for (int k = 0; k < layer.Inputs; k++)
                {
                    TensorPrimitives.MultiplyAdd(x.AsSpan(k * Block, Block), layer.Weights[(n * layer.Inputs) + k], z, z);
                }

                for (int i = 0; layer.IsHidden && i < count; i++)
                {
                    patterns[i] |= z[i] > 0 ? 1UL << bit : 0;
                }
            }

            if (layer.IsHidden)
            {
                TensorPrimitives.Max<float>(blocks[l], 0, blocks[l]);
            }

            x = blocks[l];
        }
    }

    private sealed class Sums(int inputs)
    {
        private readonly double[] squares = new double[inputs];
        private readonly double[] least = Filled(inputs, double.PositiveInfinity);
        private readonly double[] greatest = Filled(inputs, double.NegativeInfinity);
        private double output;
        private long positive;

        public double[] Values { get; } = new double[inputs];

        public long Rows { get; private set; }

        public void Add(ReadOnlySpan<double> row, float y)
        {
            Rows++;
            output += y;
            positive += y > 0 ? 1 : 0;
            TensorPrimitives.Add(Values, row, Values);
            TensorPrimitives.MultiplyAdd(row, row, squares, squares);
            TensorPrimitives.Min(least, row, least);
            TensorPrimitives.Max(greatest, row, greatest);
        }

        private static double[] Filled(int count, double value)
        {
            var values = new double[count];
            values.AsSpan().Fill(value);
            return values;
        }
    }
}
