using System;
using System.Collections.Generic;
using System.Globalization;
using ReluGen.Core.Analysis.Degeneracy.Proofs;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>Collects the facts that detectors find.</summary>
internal sealed class FactList
{
    private readonly List<Fact> facts = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Adds a fact about some neurons of a stage.</summary>
    public void Add(FactKind kind, int stage, IReadOnlyList<int> neurons, FactCondition condition, FormattableString message, FactProof proof) =>
        facts.Add(new Fact(kind, stage, neurons, condition, message.ToString(CultureInfo.InvariantCulture), proof));

    /// <summary>Adds a fact about one neuron.</summary>
    public void Add(FactKind kind, int stage, int neuron, FactCondition condition, FormattableString message, FactProof proof) =>
        Add(kind, stage, [neuron], condition, message, proof);

    /// <summary>Adds a fact about a whole stage.</summary>
    public void Add(FactKind kind, int stage, FactCondition condition, FormattableString message, FactProof proof) =>
        Add(kind, stage, [], condition, message, proof);

    /// <summary>The facts of a kind about a stage.</summary>
    public List<Fact> Of(FactKind kind, int stage) => facts.FindAll(fact => ReferenceEquals(fact.Kind, kind) && fact.Stage == stage);

    /// <summary>By stage, neurons and id, so that the order does not depend on that of the detectors.</summary>
    public void Sort() => facts.Sort(static (left, right) =>
    {
        int order = left.Stage.CompareTo(right.Stage);
        for (int i = 0; order == 0 && i < Math.Min(left.Neurons.Count, right.Neurons.Count); i++)
        {
            order = left.Neurons[i].CompareTo(right.Neurons[i]);
        }

        order = order != 0 ? order : left.Neurons.Count.CompareTo(right.Neurons.Count);
        return order != 0 ? order : string.CompareOrdinal(left.Kind.Id, right.Kind.Id);
    });
}
