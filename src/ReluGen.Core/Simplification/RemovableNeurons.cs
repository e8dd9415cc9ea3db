using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Simplification;

/// <summary>Reads from proved facts which neurons need not be computed and what stands for them; whether that pays is decided elsewhere.</summary>
/// <remarks>
/// A neuron whose bit varies and equals no other is never among them, read or not: the pattern would lose it. So a pair of opposite
/// twins stays (at z = 0 both bits are 0, so neither is the other's complement), and so does an always-active neuron that is 0 on a
/// whole region.
/// </remarks>
internal sealed class RemovableNeurons
{
    private readonly Network network;
    private readonly List<Fact> facts;
    private readonly Dictionary<(string Kind, int Stage, int Neuron), Fact> single = [];

    public RemovableNeurons(Network network, DegeneracyReport report)
    {
        this.network = network;
        facts = [.. report.Facts.Where(static fact => fact.Condition != FactCondition.Samples)];
        foreach (Fact fact in facts.Where(static fact => fact.Neurons.Count == 1))
        {
            single[(fact.Kind.Slug, fact.Stage, fact.Neurons[0])] = fact;
        }
    }

    /// <summary>Neurons that are 0 or repeat another of their stage; leaving these out never costs anything.</summary>
    public void AssignFree(RoleTable roles)
    {
        foreach (Fact fact in Of(FactKinds.DeadNeuron))
        {
            if (network.Stages[fact.Stage - 1].Slopes[fact.Neurons[0]] == 0)
            {
                roles[fact.Stage, fact.Neurons[0]] = NeuronRole.Zero.Instance;
            }
        }

        foreach (Fact fact in Of(FactKinds.TwinNeurons, FactKinds.DuplicateNeurons).OrderBy(static fact => fact.Neurons[1]).ThenBy(static fact => fact.Neurons[0]))
        {
            FactorProof? factor = fact.Proof as FactorProof ?? (fact.Proof as RegionFactorProof)?.Factor;
            if (factor is not null && roles.IsKept(fact.Stage, fact.Neurons[0]) && roles.IsKept(fact.Stage, fact.Neurons[1]))
            {
                roles[fact.Stage, fact.Neurons[1]] = new NeuronRole.Multiple(fact.Neurons[0], Fraction.Of(factor.Numerator, factor.Denominator));
            }
        }
    }

    /// <summary>Neurons of a stage that are affine with a constant bit, or hand on an earlier activation: what reads them can read what they read.</summary>
    public List<(int Neuron, NeuronRole Role)> Foldable(int stage, RoleTable roles)
    {
        HiddenStage self = network.Stages[stage - 1];
        var found = new List<(int, NeuronRole)>();
        bool handsOn = Of(FactKinds.RedundantStage).Any(fact => fact.Stage == stage);
        for (int i = 0; i < self.Width; i++)
        {
            if (!roles.IsKept(stage, i))
            {
                continue;
            }

            if (handsOn)
            {
                found.Add((i, HandOnOf(self, i)));
            }
            else if (Find(FactKinds.AlwaysActiveNeuron, stage, i) is { } active && HasConstantBit(active))
            {
                found.Add((i, new NeuronRole.Affine(1, true)));
            }
            else if (Find(FactKinds.DeadNeuron, stage, i) is not null)
            {
                found.Add((i, new NeuronRole.Affine(self.Slopes[i], false)));
            }
        }

        return found;
    }

    /// <summary>Always-active neurons with a constant bit that are combinations of kept ones.</summary>
    public void AssignCombinations(RoleTable roles)
    {
        var used = new HashSet<(int Stage, int Neuron)>();
        foreach (Fact fact in Of(FactKinds.DependentAlwaysActive))
        {
            if (fact.Proof is CombinationProof proof
                && !used.Contains((fact.Stage, fact.Neurons[0]))
                && fact.Neurons.All(i => roles.IsKept(fact.Stage, i))
                && Find(FactKinds.AlwaysActiveNeuron, fact.Stage, fact.Neurons[0]) is { } active
                && HasConstantBit(active)
                && IsCombination(fact, proof))
            {
                roles[fact.Stage, fact.Neurons[0]] = CombinationOf(fact, proof);
                used.UnionWith(fact.Neurons.Select(i => (fact.Stage, i)));
            }
        }
    }

    /// <summary>
    /// True if the neuron is active wherever its pre-activation is not exactly 0 on a set without interior. Facts of kind
    /// identically-zero-preactivation are complete where all regions of all stages were listed.
    /// </summary>
    private bool HasConstantBit(Fact active)
    {
        int neuron = active.Neurons[0];
        return active.Proof switch
        {
            IntervalProof { Lower: > 0 } or RelaxationProof { Lower: > 0 } => true,
            RegionProof regions => regions.StageCount == network.Stages.Count && Find(FactKinds.IdenticallyZeroPreActivation, active.Stage, neuron) is null,
            _ => Find(FactKinds.HyperplaneTouchesBoundary, active.Stage, neuron) is not null,
        };
    }

    /// <summary>h_0 = z_0 = Σ c_k (h_k − b_k) + b_0.</summary>
    private NeuronRole.Combination CombinationOf(Fact fact, CombinationProof proof)
    {
        ReadOnlySpan<float> bias = network.Stages[fact.Stage - 1].Bias;
        Fraction constant = Fraction.Of(bias[fact.Neurons[0]]);
        var terms = new List<(int, Fraction)>();
        for (int k = 0; k < proof.Numerators.Count; k++)
        {
            Fraction factor = Fraction.Of(proof.Numerators[k], proof.Denominator);
            terms.Add((fact.Neurons[k + 1], factor));
            constant += factor * Fraction.Of(-bias[fact.Neurons[k + 1]]);
        }

        return new NeuronRole.Combination(terms, constant);
    }

    /// <summary>True if the combination holds for all weights: the fact leaves out those of inputs that the domain holds constant.</summary>
    private bool IsCombination(Fact fact, CombinationProof proof)
    {
        foreach (WeightBlock block in network.Stages[fact.Stage - 1].Blocks)
        {
            for (int column = 0; column < block.Columns; column++)
            {
                Dyadic rest = Dyadic.Of(block.Row(fact.Neurons[0])[column]) * new Dyadic(-proof.Denominator, 0);
                for (int k = 0; k < proof.Numerators.Count; k++)
                {
                    rest += Dyadic.Of(block.Row(fact.Neurons[k + 1])[column]) * new Dyadic(proof.Numerators[k], 0);
                }

                if (rest.Sign != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The one activation that a neuron of a redundant stage reads.</summary>
    private static NeuronRole.HandOn HandOnOf(HiddenStage stage, int neuron)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            int column = Array.FindIndex(block.Row(neuron).ToArray(), static weight => weight != 0);
            if (column >= 0)
            {
                return new NeuronRole.HandOn(block.Source, column, block.Row(neuron)[column]);
            }
        }

        throw new ArgumentException("A neuron of a redundant stage reads nothing.");
    }

    private IEnumerable<Fact> Of(params FactKind[] kinds) => facts.Where(fact => kinds.Contains(fact.Kind));

    private Fact? Find(FactKind kind, int stage, int neuron) => single.TryGetValue((kind.Slug, stage, neuron), out Fact? fact) ? fact : null;
}
