using ReluGen.Core.Analysis.Degeneracy.Proofs;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>What is proved about the sign of a pre-activation on the box.</summary>
internal enum NeuronState
{
    /// <summary>It takes both signs, or nothing is proved.</summary>
    Open,

    /// <summary>It is never positive.</summary>
    Dead,

    /// <summary>It is never negative, and positive somewhere.</summary>
    Active,
}

/// <summary>The state of one neuron and why.</summary>
/// <param name="State">The state.</param>
/// <param name="Condition">What it rests on.</param>
/// <param name="Proof">Why it is so; null where it is open.</param>
internal readonly record struct NeuronStatus(NeuronState State, FactCondition Condition, FactProof? Proof)
{
    /// <summary>Both signs, or unknown.</summary>
    public static NeuronStatus Open => new(NeuronState.Open, FactCondition.Domain, null);
}
