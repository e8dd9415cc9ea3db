using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;
using ReluGen.Core.Simplification;

namespace ReluGen.Tool.Output;

/// <summary>The findings of one kind in one stage.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Stage">The stage, from 1; 0 for inputs or the whole network.</param>
/// <param name="Text">What was found: a sentence for one finding, the neurons for several.</param>
internal sealed record FactGroup(FactKind Kind, int Stage, string Text);

/// <summary>Findings in words, as a person reads them: for the console and the report.</summary>
internal static class FactText
{
    // Of long lists a person needs the beginning; --json has all.
    private const int MostNeurons = 12;

    /// <summary>The findings by kind and stage, the severest first.</summary>
    public static IEnumerable<FactGroup> Groups(IReadOnlyList<Fact> facts) => facts
        .GroupBy(static fact => (fact.Kind, fact.Stage))
        .OrderByDescending(static group => group.Key.Kind.Severity)
        .ThenBy(static group => group.Key.Stage)
        .ThenBy(static group => group.Key.Kind.Id, StringComparer.Ordinal)
        .Select(static group => new FactGroup(
            group.Key.Kind,
            group.Key.Stage,
            group.Count() == 1 ? group.First().Message : Places(group.Key.Kind, group.Key.Stage, group)));

    /// <summary>How many there are of each severity.</summary>
    public static string Summary(IReadOnlyList<Fact> facts)
    {
        int[] counts = [.. new[] { FactSeverity.Error, FactSeverity.Warning, FactSeverity.Info }.Select(severity => facts.Count(fact => fact.Kind.Severity == severity))];
        return $"{Count(counts[0], "error")}, {Count(counts[1], "warning")}, {Count(counts[2], "note")}.";
    }

    /// <summary>What Simplify would save.</summary>
    public static string Saving(InputBox? box, SimplifiedNetwork simplified)
    {
        Network original = simplified.Original;
        return FormattableString.Invariant($"Simplify=\"true\"{(box is null ? "" : " on an item with this box as its Domain")} saves {simplified.SavedNeurons} of {original.HiddenNeuronCount} neurons, ")
            + FormattableString.Invariant($"{simplified.SavedParameters} of {original.ParameterCount} weights and biases, ")
            + FormattableString.Invariant($"{simplified.SavedMultiplyAdds} of {SimplifiedNetwork.MultiplyAdds(original)} multiply-adds.");
    }

    private static string Places(FactKind kind, int stage, IEnumerable<Fact> facts)
    {
        string[] places = [.. facts.Select(static fact => fact.Neurons.Count == 1 ? Number(fact.Neurons[0]) : "(" + string.Join(", ", fact.Neurons) + ")")];
        return $"{kind.Title}, {Number(places.Length)} times: {(stage == 0 ? "inputs" : "neurons")} {string.Join(", ", places.Take(MostNeurons))}{(places.Length > MostNeurons ? ", …" : "")}";
    }

    private static string Count(int count, string what) => Number(count) + " " + what + (count == 1 ? "" : "s");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
