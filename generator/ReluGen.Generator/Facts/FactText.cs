using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;

namespace ReluGen.Generator.Facts;

/// <summary>The messages: what is so, where, and what to do about it.</summary>
internal static class FactText
{
    /// <summary>So many places are named; a message is read by a person.</summary>
    private const int MostPlaces = 6;

    /// <summary>One fact with its proof.</summary>
    public static string Of(Fact fact) => $"{fact.Message} ({fact.Proof.Describe()}). {fact.Kind.Remedy}";

    /// <summary>The facts of one kind about <paramref name="network"/>: one as it is, more with their number and the first of them.</summary>
    public static string Of(IReadOnlyList<Fact> facts, Network network)
    {
        FactKind kind = facts[0].Kind;
        string what = facts.Count == 1 ? facts[0].Message : $"{kind.Title}, {Number(facts.Count)} times{OfAll(facts, network)}: {Places(facts, network)}";
        return $"{what}. {kind.Remedy}";
    }

    /// <summary>How many neurons there are, where the facts are about one hidden neuron each.</summary>
    private static string OfAll(IReadOnlyList<Fact> facts, Network network) =>
        facts.All(fact => fact.Neurons.Count == 1 && fact.Stage >= 1 && fact.Stage <= network.Stages.Count)
            ? $" in {Number(network.HiddenNeuronCount)} neurons"
            : "";

    private static string Places(IReadOnlyList<Fact> facts, Network network)
    {
        string named = string.Join("; ", facts.Take(MostPlaces).GroupBy(static fact => fact.Stage).Select(stage => Places(stage.Key, [.. stage], network)));
        return facts.Count > MostPlaces ? $"{named} and {Number(facts.Count - MostPlaces)} more" : named;
    }

    private static string Places(int stage, IReadOnlyList<Fact> facts, Network network)
    {
        if (facts[0].Neurons.Count == 0)
        {
            return $"stage {Number(stage)}";
        }

        string[] places = [.. facts.Select(static fact => fact.Neurons.Count == 1
            ? Number(fact.Neurons[0])
            : "(" + string.Join(", ", fact.Neurons.Select(Number)) + ")")];
        string plural = places.Length > 1 ? "s" : "";
        string what = stage == 0 ? "input" : stage > network.Stages.Count ? "output" : $"stage {Number(stage)}, neuron";
        return $"{what}{plural} {string.Join(", ", places)}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
