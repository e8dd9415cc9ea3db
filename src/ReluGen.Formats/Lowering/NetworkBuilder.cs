using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Formats.Lowering;

/// <summary>Collects hidden stages as a graph is lowered; here numbers are rounded to float32, once.</summary>
internal sealed class NetworkBuilder(int inputCount, Budget budget)
{
    private readonly List<HiddenStage> stages = [];
    private readonly List<int> firstBits = [];
    private int bits;

    /// <summary>Number of features.</summary>
    public int InputCount { get; } = inputCount;

    /// <summary>True once a weight was NaN or infinite, in the file or after rounding.</summary>
    public bool HasNonFinite { get; private set; }

    /// <summary>The input as a tensor of <paramref name="shape"/>.</summary>
    public AffineTensor Input(int[] shape)
    {
        budget.Charge(2L * InputCount);
        return new AffineTensor(shape, budget.Doubles(InputCount), [SelectionBlock.Identity(0, InputCount)]);
    }

    /// <summary>h = z > 0 ? z : slopes[i] · z, as a new hidden stage with a neuron an element; and the pattern bits of the elements.</summary>
    /// <remarks>The unmodified output of ReLU neurons is not negative, so it passes unchanged and its neurons are the answer.</remarks>
    public (AffineTensor Activations, int[] Neurons) Activate(AffineTensor z, float[] slopes)
    {
        z = z.WithoutEmptyBlocks();
        if (NeuronsBehind(z) is { } neurons)
        {
            return (z, neurons);
        }

        if (stages.Count == NetworkReader.MostStages)
        {
            throw new InputException(InputErrorIds.TooLarge, $"The model has more than {NetworkReader.MostStages} activations in a row or beside each other.");
        }

        if (z.Count == 0 || z.Count > NetworkReader.MostUnits)
        {
            throw new InputException(InputErrorIds.Shape, $"An activation of {z.Count} elements is not supported; expected 1 to {NetworkReader.MostUnits}.");
        }

        stages.Add(new HiddenStage(Blocks(z), Singles(z.Bias), slopes));
        firstBits.Add(bits);
        int[] own = Enumerable.Range(bits, z.Count).ToArray();
        bits = checked(bits + z.Count);
        budget.Charge(4L * z.Count);
        return (new AffineTensor(z.Shape, budget.Doubles(z.Count), [SelectionBlock.Identity(stages.Count, z.Count)]), own);
    }

    /// <summary>Completes the network.</summary>
    public Network Build(IReadOnlyList<InputFeature> inputs, AffineTensor output, Link link, NetworkOrigin origin) =>
        new(inputs, stages, new AffineStage(Blocks(output), Singles(output.Bias)), link, origin);

    /// <summary>True if <see cref="Activate"/> makes no neurons of <paramref name="z"/>.</summary>
    public bool IsActivated(AffineTensor z) => NeuronsBehind(z.WithoutEmptyBlocks()) is not null;

    /// <summary>Pattern bits of the elements if each is the unmodified output of a ReLU neuron, else null.</summary>
    private int[]? NeuronsBehind(AffineTensor z)
    {
        if (z.Blocks.Count != 1 || z.Blocks[0] is not SelectionBlock { Source: > 0 } block || !Array.TrueForAll(z.Bias, static b => b == 0))
        {
            return null;
        }

        HiddenStage stage = stages[block.Source - 1];
        var neurons = new int[z.Count];
        for (int i = 0; i < neurons.Length; i++)
        {
            int index = block.Indices[i];
            if (index == SelectionBlock.None || block.Scales[i] != 1 || stage.Slopes[index] != 0)
            {
                return null;
            }

            neurons[i] = firstBits[block.Source - 1] + index;
        }

        return neurons;
    }

    private WeightBlock[] Blocks(AffineTensor tensor) =>
        tensor.Blocks.Select(block => new WeightBlock(block.Source, block.Rows, block.Columns, Weights(block))).ToArray();

    private float[] Weights(AffineBlock block)
    {
        if (block is DenseBlock dense)
        {
            return Singles(dense.Values);
        }

        // A network has all weights of a block, also those that are zero.
        ChargeSingles((long)block.Rows * block.Columns);
        double[] row = budget.Doubles(block.Columns);
        var weights = new float[block.Rows * block.Columns];
        for (int i = 0; i < block.Rows; i++)
        {
            block.AddRow(i, 1, row);
            for (int j = 0; j < row.Length; j++)
            {
                weights[i * block.Columns + j] = Single(row[j]);
                row[j] = 0;
            }
        }

        return weights;
    }

    private float[] Singles(double[] values)
    {
        ChargeSingles(values.Length);
        var singles = new float[values.Length];
        for (int i = 0; i < singles.Length; i++)
        {
            singles[i] = Single(values[i]);
        }

        return singles;
    }

    private void ChargeSingles(long count) => budget.Charge((count / 2) + 1);

    private float Single(double value)
    {
        float single = (float)value;
        HasNonFinite |= float.IsNaN(single) || float.IsInfinity(single);
        return single;
    }
}
