using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>
/// A network whose weights are integers: each stage's pre-activations carry one common power of two, whatever the pattern, so
/// affine forms of whole regions are computed in integers without fractions.
/// </summary>
internal sealed class IntegerNetwork
{
    /// <summary>Scales the weights of <paramref name="network"/>, all finite; features with equal bounds become constants.</summary>
    public IntegerNetwork(Network network, RegionDomain domain)
    {
        Box = new IntegerBox(domain);
        InputExponent = ExponentOfInputs(domain);
        InputRows = RowsOfInputs(domain, Box, InputExponent);
        Stages = new IntegerStage[network.Stages.Count];
        for (int l = 0; l < Stages.Length; l++)
        {
            Stages[l] = new IntegerStage(network.Stages[l], source => source == 0 ? InputExponent : Stages[source - 1].ActivatedExponent);
        }
    }

    /// <summary>The box of the features that are not constant.</summary>
    public IntegerBox Box { get; }

    /// <summary>The hidden stages; element 0 is stage 1.</summary>
    public IntegerStage[] Stages { get; }

    /// <summary>Number of coordinates: features that are not constant.</summary>
    public int Dimension => Box.Dimension;

    /// <summary>Power of two of <see cref="InputRows"/>.</summary>
    public int InputExponent { get; }

    /// <summary>The features as affine forms of the coordinates.</summary>
    public BigInteger[][] InputRows { get; }

    private static int ExponentOfInputs(RegionDomain domain)
    {
        int exponent = 0;
        for (int j = 0; j < domain.FeatureCount; j++)
        {
            if (domain.Lower[j] == domain.Upper[j])
            {
                exponent = Math.Min(exponent, Dyadic.Of(domain.Lower[j]).Exponent);
            }
        }

        return exponent;
    }

    private static BigInteger[][] RowsOfInputs(RegionDomain domain, IntegerBox box, int exponent)
    {
        var rows = new BigInteger[domain.FeatureCount][];
        for (int j = 0; j < rows.Length; j++)
        {
            rows[j] = new BigInteger[box.Dimension + 1];
            rows[j][box.Dimension] = domain.Lower[j] == domain.Upper[j] ? Dyadic.Of(domain.Lower[j]).ToInteger(exponent) : BigInteger.Zero;
        }

        for (int k = 0; k < box.Dimension; k++)
        {
            rows[box.Features[k]][k] = BigInteger.One << -exponent;
        }

        return rows;
    }
}

/// <summary>A stage with integer weights: z = (Σ W·v + b) · 2^<see cref="Exponent"/>.</summary>
internal sealed class IntegerStage
{
    /// <summary>Scales a stage; one that is not hidden counts as linear.</summary>
    public IntegerStage(AffineStage stage, Func<int, int> exponentOfSource)
    {
        Width = stage.Width;
        int exponent = LeastExponent(stage.Bias) ?? 0;
        var blockExponents = new int?[stage.Blocks.Count];
        for (int k = 0; k < blockExponents.Length; k++)
        {
            WeightBlock block = stage.Blocks[k];
            blockExponents[k] = LeastExponent(block.Values);
            exponent = Math.Min(exponent, (blockExponents[k] ?? 0) + exponentOfSource(block.Source));
        }

        Exponent = exponent;
        Bias = Integers(stage.Bias, exponent);
        var blocks = new IntegerBlock[blockExponents.Length];
        for (int k = 0; k < blocks.Length; k++)
        {
            WeightBlock block = stage.Blocks[k];
            blocks[k] = new IntegerBlock(block.Source, block.Columns, Integers(block.Values, exponent - exponentOfSource(block.Source)));
        }

        Blocks = blocks;
        int slopeExponent = 0;
        if (stage is HiddenStage { IsRelu: false } hidden)
        {
            slopeExponent = Math.Min(0, LeastExponent(hidden.Slopes) ?? 0);
            Slopes = Integers(hidden.Slopes, slopeExponent);
        }

        One = BigInteger.One << -slopeExponent;
        ActivatedExponent = exponent + slopeExponent;
    }

    /// <summary>Number of neurons.</summary>
    public int Width { get; }

    /// <summary>Power of two of the pre-activations.</summary>
    public int Exponent { get; }

    /// <summary>Power of two of the activations.</summary>
    public int ActivatedExponent { get; }

    /// <summary>The weights, one block a source.</summary>
    public IntegerBlock[] Blocks { get; }

    /// <summary>The biases.</summary>
    public BigInteger[] Bias { get; }

    /// <summary>The slopes below zero, scaled like <see cref="One"/>; null where all are 0.</summary>
    public BigInteger[]? Slopes { get; }

    /// <summary>The slope 1 in the scale of <see cref="Slopes"/>.</summary>
    public BigInteger One { get; }

    /// <summary>Integer slope of a neuron: <see cref="One"/> where it is active.</summary>
    public BigInteger Slope(int neuron, bool active) =>
        active ? One : Slopes is null ? BigInteger.Zero : Slopes[neuron];

    private static int? LeastExponent(ReadOnlySpan<float> values)
    {
        int? least = null;
        foreach (float value in values)
        {
            if (value != 0)
            {
                int exponent = Dyadic.Of(value).Exponent;
                least = Math.Min(least ?? exponent, exponent);
            }
        }

        return least;
    }

    private static BigInteger[] Integers(ReadOnlySpan<float> values, int exponent)
    {
        var integers = new BigInteger[values.Length];
        for (int i = 0; i < integers.Length; i++)
        {
            integers[i] = values[i] == 0 ? BigInteger.Zero : Dyadic.Of(values[i]).ToInteger(exponent);
        }

        return integers;
    }
}

/// <summary>The integer weights with which a stage reads one source, row-major.</summary>
internal sealed record IntegerBlock(int Source, int Columns, IReadOnlyList<BigInteger> Weights);
