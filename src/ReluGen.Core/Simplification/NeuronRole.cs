using System.Collections.Generic;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Simplification;

/// <summary>What becomes of a hidden neuron.</summary>
internal abstract record NeuronRole
{
    /// <summary>It is computed as before.</summary>
    public sealed record Kept : NeuronRole
    {
        /// <summary>The one instance.</summary>
        public static Kept Instance { get; } = new();
    }

    /// <summary>Its activation is always 0 and so is its bit.</summary>
    public sealed record Zero : NeuronRole
    {
        /// <summary>The one instance.</summary>
        public static Zero Instance { get; } = new();
    }

    /// <summary>Its activation is a positive factor times that of another neuron of its stage, whose bit it shares.</summary>
    public sealed record Multiple(int First, Fraction Factor) : NeuronRole;

    /// <summary>It hands on an activation of an earlier stage, times a positive weight, and shares that bit.</summary>
    public sealed record HandOn(int Stage, int Neuron, float Weight) : NeuronRole;

    /// <summary>Its activation is its pre-activation times a number, and its bit is constant.</summary>
    public sealed record Affine(float Slope, bool Bit) : NeuronRole;

    /// <summary>It is always active, and its activation is a combination of those of other neurons of its stage and a constant.</summary>
    public sealed record Combination(IReadOnlyList<(int Neuron, Fraction Factor)> Terms, Fraction Constant) : NeuronRole;
}
