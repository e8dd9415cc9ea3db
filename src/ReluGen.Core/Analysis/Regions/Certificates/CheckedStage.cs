using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>One hidden stage as the checker reads it: float32 weights as integers times one power of two each for weights, biases and slopes.</summary>
internal sealed class CheckedStage
{
    private readonly HiddenStage stage;
    private readonly int weightExponent;
    private readonly int slopeExponent;
    private readonly BigInteger[] bias;
    private readonly BigInteger[] slopes;
    private readonly List<(int Source, int Columns, BigInteger[] Weights)> blocks = [];

    public CheckedStage(HiddenStage stage)
    {
        this.stage = stage;
        weightExponent = 0;
        foreach (WeightBlock block in stage.Blocks)
        {
            weightExponent = Math.Min(weightExponent, Least(block.Values));
        }

        foreach (WeightBlock block in stage.Blocks)
        {
            blocks.Add((block.Source, block.Columns, Scale(block.Values, weightExponent)));
        }

        slopeExponent = Least(stage.Slopes);
        slopes = Scale(stage.Slopes, slopeExponent);
        BiasExponent = Least(stage.Bias);
        bias = Scale(stage.Bias, BiasExponent);
    }

    /// <summary>Number of neurons.</summary>
    public int Width => stage.Width;

    /// <summary>The weights.</summary>
    public IReadOnlyList<(int Source, int Columns, BigInteger[] Weights)> Blocks => blocks;

    private int BiasExponent { get; }

    /// <summary>Power of two of the pre-activations where activations have those of <paramref name="activations"/>, element 0 the input's.</summary>
    public int ExponentOver(IReadOnlyList<int> activations)
    {
        int exponent = BiasExponent;
        foreach ((int source, _, _) in blocks)
        {
            exponent = Math.Min(exponent, activations[source] + weightExponent);
        }

        return exponent;
    }

    /// <summary>Power of two of the activations, where the pre-activations have <paramref name="exponent"/>.</summary>
    public int ActivationExponent(int exponent) => exponent + slopeExponent;

    /// <summary>What a pre-activation is multiplied by to become the activation, in units of its power of two.</summary>
    public BigInteger Slope(int neuron, bool active) => active ? BigInteger.One << -slopeExponent : slopes[neuron];

    /// <summary>The bias in units of 2^<paramref name="exponent"/>.</summary>
    public BigInteger Bias(int neuron, int exponent) => bias[neuron] << (BiasExponent - exponent);

    /// <summary>How far a product of a weight and an activation of 2^<paramref name="activation"/> is to be shifted to 2^<paramref name="exponent"/>.</summary>
    public int ShiftTo(int exponent, int activation) => activation + weightExponent - exponent;

    private static int Least(ReadOnlySpan<float> values)
    {
        int least = 0;
        foreach (float value in values)
        {
            least = Math.Min(least, Dyadic.Of(value).Exponent);
        }

        return least;
    }

    private static BigInteger[] Scale(ReadOnlySpan<float> values, int exponent)
    {
        var scaled = new BigInteger[values.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = Dyadic.Of(values[i]).ToInteger(exponent);
        }

        return scaled;
    }
}
