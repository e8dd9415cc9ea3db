using System;
using System.Linq;
using System.Numerics.Tensors;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Peers;

/// <summary>
/// System.Numerics.Tensors: a dot product a neuron for single rows; for the batch, blocks of samples are transposed so that
/// multiply-add runs along the samples.
/// </summary>
internal sealed class TensorPrimitivesPeer(Workload workload) : Contender("tensorPrimitives", workload)
{
    // Long enough to pay for a call, short enough that a block's activations stay near the core.
    private const int Block = 256;

    private readonly Layer[] layers = workload.Layers;
    private readonly float[][] activations = workload.Layers.Select(static layer => new float[layer.Outputs]).ToArray();
    private readonly float[] blockInputs = new float[workload.Network.InputCount * Block];
    private readonly float[][] blockActivations = workload.Layers.Select(static layer => new float[layer.Outputs * Block]).ToArray();

    public override unsafe void Single(int rows, int calls)
    {
        int inputs = Work.Network.InputCount, outputs = Work.Network.OutputCount, row = 0;
        for (int call = 0; call < calls; call++)
        {
            Forward(new ReadOnlySpan<float>(Work.Inputs.Pointer + (nint)row * inputs, inputs))
                .CopyTo(new Span<float>(Outputs.Pointer + (nint)row * outputs, outputs));
            row = row + 1 == rows ? 0 : row + 1;
        }
    }

    public override unsafe void Batch(int passes)
    {
        int inputs = Work.Network.InputCount, outputs = Work.Network.OutputCount;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int start = 0; start < Workload.Rows; start += Block)
            {
                Transpose(new ReadOnlySpan<float>(Work.Inputs.Pointer + (nint)start * inputs, inputs * Block), blockInputs, Block, inputs);
                Transpose(ForwardBlock(), new Span<float>(Outputs.Pointer + (nint)start * outputs, outputs * Block), outputs, Block);
            }
        }
    }

    private ReadOnlySpan<float> Forward(ReadOnlySpan<float> x)
    {
        for (int l = 0; l < layers.Length; l++)
        {
            Layer layer = layers[l];
            Span<float> result = activations[l];
            for (int n = 0; n < result.Length; n++)
            {
                result[n] = TensorPrimitives.Dot(x, layer.Weights.AsSpan(n * x.Length, x.Length));
            }

            TensorPrimitives.Add(result, layer.Bias, result);
            if (layer.IsHidden)
            {
                TensorPrimitives.Max(result, 0, result);
            }

            x = result;
        }

        return x;
    }

    private ReadOnlySpan<float> ForwardBlock()
    {
        float[] x = blockInputs;
        for (int l = 0; l < layers.Length; l++)
        {
            Layer layer = layers[l];
            float[] result = blockActivations[l];
            for (int n = 0; n < layer.Outputs; n++)
            {
                Span<float> sums = result.AsSpan(n * Block, Block);
                sums.Fill(layer.Bias[n]);
                for (int k = 0; k < layer.Inputs; k++)
                {
                    TensorPrimitives.MultiplyAdd(x.AsSpan(k * Block, Block), layer.Weights[n * layer.Inputs + k], sums, sums);
                }
            }

            if (layer.IsHidden)
            {
                TensorPrimitives.Max<float>(result, 0, result);
            }

            x = result;
        }

        return x;
    }

    private static void Transpose(ReadOnlySpan<float> from, Span<float> to, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                to[column * rows + row] = from[row * columns + column];
            }
        }
    }
}
