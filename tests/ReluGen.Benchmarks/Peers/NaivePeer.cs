using System;
using System.Linq;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Peers;

/// <summary>The loops that one writes first: a weighted sum a neuron, in C#.</summary>
internal sealed class NaivePeer(Workload workload) : Contender("naive", workload)
{
    private readonly Layer[] layers = workload.Layers;
    private readonly float[][] activations = workload.Layers.Select(static layer => new float[layer.Outputs]).ToArray();

    public override int RowsPerPass => 1;

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

    public override void Batch(int passes) => Single(Workload.Rows, passes);

    private ReadOnlySpan<float> Forward(ReadOnlySpan<float> x)
    {
        for (int l = 0; l < layers.Length; l++)
        {
            Layer layer = layers[l];
            float[] result = activations[l];
            float[] weights = layer.Weights;
            for (int n = 0; n < result.Length; n++)
            {
                float sum = layer.Bias[n];
                for (int k = 0; k < x.Length; k++)
                {
                    sum += weights[n * x.Length + k] * x[k];
                }

                result[n] = layer.IsHidden ? Math.Max(sum, 0) : sum;
            }

            x = result;
        }

        return x;
    }
}
