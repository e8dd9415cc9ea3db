using System;
using System.Collections.Generic;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>The affine map y = A·x + b of an activation pattern, exactly, before the link. Equal maps compare equal.</summary>
public sealed class ExactAffineMap : IEquatable<ExactAffineMap>
{
    private readonly Dyadic[] weights;
    private readonly Dyadic[] bias;

    internal ExactAffineMap(Dyadic[] weights, Dyadic[] bias)
    {
        this.weights = weights;
        this.bias = bias;
    }

    /// <summary>A, row-major: outputs × inputs.</summary>
    public IReadOnlyList<Dyadic> Weights => weights;

    /// <summary>b, one value an output.</summary>
    public IReadOnlyList<Dyadic> Bias => bias;

    /// <summary>A, each coefficient rounded once to float64.</summary>
    public double[] RoundedWeights() => Array.ConvertAll(weights, value => value.ToDouble());

    /// <summary>b, each value rounded once to float64.</summary>
    public double[] RoundedBias() => Array.ConvertAll(bias, value => value.ToDouble());

    /// <inheritdoc/>
    public bool Equals(ExactAffineMap? other) =>
        other is not null && weights.AsSpan().SequenceEqual(other.weights) && bias.AsSpan().SequenceEqual(other.bias);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExactAffineMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = weights.Length;
        foreach (Dyadic value in weights)
        {
            hash = (hash * 397) ^ value.GetHashCode();
        }

        foreach (Dyadic value in bias)
        {
            hash = (hash * 397) ^ value.GetHashCode();
        }

        return hash;
    }
}
