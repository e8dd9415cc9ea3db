using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Tool.Explanations;

namespace ReluGen.Tool.Output;

/// <summary>Explanations in words: for the console and the report.</summary>
internal static class ExplanationText
{
    // What is cut off here is in the JSON.
    private const int MostUncertain = 12;
    private const int MostOutputs = 4;
    private const int MostMoved = 4;
    private const int MostPatternCharacters = 60;

    /// <summary>Which bits of the pattern are certain.</summary>
    public static string Bits(RowExplanation row) => row.Margins switch
    {
        { BitCount: 0 } => "There are no hidden neurons.",
        { IsCertified: true } margins => $"All {Number(margins.BitCount)} bits are certain: neuron {Number(margins.Weakest)} is the nearest to 0, at {Short(margins.LeastRatio)} times its rounding error.",
        var margins => $"{Number(margins.BitCount - margins.CertifiedCount)} of {Number(margins.BitCount)} bits lie within the rounding error of 0: {string.Join(", ", row.Uncertain.Take(MostUncertain))}.",
    };

    /// <summary>The nearest input with the other decision.</summary>
    public static string Counterfactual(IReadOnlyList<string> names, RowExplanation row)
    {
        CounterfactualRow counterfactual = row.Counterfactual;
        string goal = counterfactual.Against < 0
            ? $"output {Short(counterfactual.Threshold)}"
            : $"a tie of outputs {Number(counterfactual.Output)} and {Number(counterfactual.Against)}";
        if (!double.IsFinite(counterfactual.Nearest.Distance))
        {
            return $"No change within the region gives {goal}.";
        }

        int[] moved = [.. Enumerable.Range(0, names.Count).OrderByDescending(j => Math.Abs(counterfactual.Target[j] - row.Input[j])).Where(j => counterfactual.Target[j] != row.Input[j]).Take(MostMoved)];
        string moves = string.Join(", ", moved.Select(j => $"{SafeText.OneLine(names[j])} {Short(counterfactual.Target[j])}"));
        bool stays = row.Geometry?.StaysInRegion ?? counterfactual.Nearest.StaysInRegion;
        string verdict = stays ? "still in this region" : $"but the region ends after {Short(100 * counterfactual.Nearest.Reach)} % of the way";
        return $"The nearest input with {goal} by this map is {Short(counterfactual.Nearest.Distance)} away ({moves}), {verdict}.";
    }

    /// <summary>How far the explanation holds.</summary>
    public static string Radius(RowGeometry geometry) => geometry.Radius switch
    {
        double.PositiveInfinity => "The explanation holds everywhere.",
        > 0 => $"The explanation holds for every input nearer than {Short(geometry.Radius)}, or if no input moves by {Short(geometry.MaximumRadius)}.",
        _ => "The row lies on a boundary, or nearer than rounding can tell; the explanation need not hold around it.",
    };

    /// <summary>What lies beyond a boundary.</summary>
    public static string Facet(FacetRow facet)
    {
        string place = $"At {Short(facet.Boundary.Distance)}, {SafeText.OneLine(facet.Boundary.ToString())}";
        return facet.Crossing is { } crossing
            ? $"{place}: beyond it, in {Pattern(crossing.Neighbour.ToString())}, the slope across changes by {string.Join(", ", crossing.Jumps.Take(MostOutputs).Select(Short))}."
            : place + ".";
    }

    /// <summary>The beginning of a pattern.</summary>
    public static string Pattern(string pattern) => pattern.Length <= MostPatternCharacters ? pattern : pattern[..MostPatternCharacters] + "…";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Five digits, and no sign for 0.</summary>
    private static string Short(double value) => (value + 0.0).ToString("G5", CultureInfo.InvariantCulture);
}
