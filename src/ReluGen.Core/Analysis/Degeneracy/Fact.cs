using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Proofs;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>Something that is true of a network, with its proof.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Stage">The stage, from 1, the output being the last; 0 where <paramref name="Neurons"/> are inputs, or for the whole network.</param>
/// <param name="Neurons">The neurons (or outputs, or inputs) that it is about, from 0, ascending; empty where it is about a whole stage.</param>
/// <param name="Condition">What it rests on.</param>
/// <param name="Message">The fact in one sentence with its figures, without the remedy.</param>
/// <param name="Proof">Why it is true.</param>
public sealed record Fact(FactKind Kind, int Stage, IReadOnlyList<int> Neurons, FactCondition Condition, string Message, FactProof Proof)
{
    /// <summary>The first neuron; null where the fact is about a whole stage.</summary>
    public int? Neuron => Neurons.Count == 0 ? null : Neurons[0];
}
