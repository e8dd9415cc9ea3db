using System;
using System.Collections.Generic;

namespace ReluGen.Core.Networks;

/// <summary>An affine stage: pre-activations z = Σ_s W_s · v_s + b over its sources s, ascending.</summary>
public class AffineStage
{
    private readonly float[] bias;

    /// <summary>Takes ownership of its arguments.</summary>
    /// <exception cref="ArgumentException">A block's rows differ from the number of biases, or sources are not ascending.</exception>
    public AffineStage(IReadOnlyList<WeightBlock> blocks, float[] bias)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Rows != bias.Length)
            {
                throw new ArgumentException($"A block has {blocks[i].Rows} rows where the stage has {bias.Length} neurons.");
            }

            if (i > 0 && blocks[i].Source <= blocks[i - 1].Source)
            {
                throw new ArgumentException("The sources of a stage must be distinct and ascending.");
            }
        }

        Blocks = blocks;
        this.bias = bias;
    }

    /// <summary>The weights, one block a source, sources ascending. Empty where the stage is constant.</summary>
    public IReadOnlyList<WeightBlock> Blocks { get; }

    /// <summary>One bias a neuron.</summary>
    public ReadOnlySpan<float> Bias => bias;

    /// <summary>Number of neurons.</summary>
    public int Width => bias.Length;

    /// <summary>Number of weights that a neuron has, over all sources.</summary>
    public int FanIn
    {
        get
        {
            int sum = 0;
            foreach (WeightBlock block in Blocks)
            {
                sum += block.Columns;
            }

            return sum;
        }
    }

    /// <summary>Copies the bias and then the weights of a neuron, 1 + <see cref="FanIn"/> numbers.</summary>
    public void CopyRowTo(int neuron, Span<float> row)
    {
        row[0] = bias[neuron];
        int at = 1;
        foreach (WeightBlock block in Blocks)
        {
            block.Row(neuron).CopyTo(row.Slice(at));
            at += block.Columns;
        }
    }
}

/// <summary>A hidden stage: an affine stage and then h = z > 0 ? z : α·z, with one slope α a neuron (0 is ReLU).</summary>
public sealed class HiddenStage : AffineStage
{
    private readonly float[] slopes;

    /// <summary>Takes ownership of its arguments.</summary>
    /// <exception cref="ArgumentException">The number of slopes is not the number of biases.</exception>
    public HiddenStage(IReadOnlyList<WeightBlock> blocks, float[] bias, float[] slopes)
        : base(blocks, bias)
    {
        if (slopes.Length != bias.Length)
        {
            throw new ArgumentException($"A stage of {bias.Length} neurons needs as many slopes, not {slopes.Length}.");
        }

        this.slopes = slopes;
        IsRelu = Array.TrueForAll(slopes, static slope => slope == 0);
    }

    /// <summary>A stage of ReLU neurons.</summary>
    public static HiddenStage Relu(IReadOnlyList<WeightBlock> blocks, float[] bias) =>
        new(blocks, bias, new float[bias.Length]);

    /// <summary>The slope α of each neuron below zero.</summary>
    public ReadOnlySpan<float> Slopes => slopes;

    /// <summary>True if every slope is 0, so that an inactive neuron contributes nothing.</summary>
    public bool IsRelu { get; }
}
