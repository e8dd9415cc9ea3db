using System.Collections.Generic;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Equivalence;

/// <summary>
/// How one network becomes another by permuting the neurons of each hidden stage and multiplying each neuron's weights and bias by a positive
/// number, while everything that reads it is divided by that number. <see cref="WitnessChecker"/> checks it against both networks.
/// </summary>
public sealed class EquivalenceWitness
{
    /// <summary>A permutation and scales; nothing is checked.</summary>
    /// <param name="permutations">One list a hidden stage: element k is the neuron of the first network that neuron k of the second is.</param>
    /// <param name="scales">One list a hidden stage: element k is the factor of neuron k of the second network.</param>
    public EquivalenceWitness(IReadOnlyList<IReadOnlyList<int>> permutations, IReadOnlyList<IReadOnlyList<Ratio>> scales)
    {
        Permutations = permutations;
        Scales = scales;
    }

    /// <summary>One list a hidden stage: neuron k of the second network is neuron Permutations[stage][k] of the first; both count from 0.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Permutations { get; }

    /// <summary>One list a hidden stage: the weights and bias of neuron k of the second network are those of its neuron of the first times Scales[stage][k].</summary>
    public IReadOnlyList<IReadOnlyList<Ratio>> Scales { get; }

    /// <summary>True if every neuron keeps its place.</summary>
    public bool KeepsPlaces
    {
        get
        {
            foreach (IReadOnlyList<int> permutation in Permutations)
            {
                for (int k = 0; k < permutation.Count; k++)
                {
                    if (permutation[k] != k)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    /// <summary>True if every factor is 1.</summary>
    public bool KeepsScales
    {
        get
        {
            foreach (IReadOnlyList<Ratio> scales in Scales)
            {
                foreach (Ratio scale in scales)
                {
                    if (!scale.IsOne)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    /// <summary>The simplest word for it.</summary>
    public NetworkRelation Relation => (KeepsPlaces, KeepsScales) switch
    {
        (true, true) => NetworkRelation.Identical,
        (false, true) => NetworkRelation.Permutation,
        (true, false) => NetworkRelation.Rescaling,
        _ => NetworkRelation.PermutationAndRescaling,
    };
}
