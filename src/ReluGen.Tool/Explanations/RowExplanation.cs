using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Explanations;

namespace ReluGen.Tool.Explanations;

/// <summary>One explained row.</summary>
/// <param name="Input">The row.</param>
/// <param name="Pattern">0 and 1, first neuron first.</param>
/// <param name="Outputs">Outputs before the link.</param>
/// <param name="Bias">b of the pattern's affine map.</param>
/// <param name="Parts">What each input contributes to each output.</param>
/// <param name="OutputErrors">Bound on the rounding error of each output.</param>
/// <param name="Margins">Which bits are certain.</param>
/// <param name="Uncertain">The neurons whose bits are not.</param>
/// <param name="Counterfactual">The nearest input with the other decision; null for networks that decide nothing.</param>
internal sealed record RowExplanation(
    float[] Input,
    string Pattern,
    float[] Outputs,
    float[] Bias,
    IReadOnlyList<OutputParts> Parts,
    double[] OutputErrors,
    BitMargins Margins,
    IReadOnlyList<int> Uncertain,
    CounterfactualRow Counterfactual)
{
    /// <summary>How far this holds; null where it was not asked for.</summary>
    public RowGeometry? Geometry { get; init; }

    /// <summary>The class of the greatest output; null where classes have no names, or a single output decides by a threshold.</summary>
    public string? ClassOf(IReadOnlyList<string> labels) => Outputs.Length > 1 && labels.Count == Outputs.Length ? labels[Array.IndexOf(Outputs, Outputs.Max())] : null;
}

/// <summary>One output, divided among the inputs.</summary>
/// <param name="Attribution">Baseline, sum and convention.</param>
/// <param name="Contributions">One value an input.</param>
/// <param name="Error">Proved bound on how far baseline and contributions together are from the exact network.</param>
internal sealed record OutputParts(Attribution Attribution, double[] Contributions, double Error);

/// <summary>The nearest input with the other decision, as far as the region's map says.</summary>
/// <param name="Output">The output that decides.</param>
/// <param name="Against">The output that would win; -1 where a single one has to reach the threshold.</param>
/// <param name="Threshold">The value that the output, or the difference of the two, has to reach.</param>
/// <param name="Nearest">How far, and whether the region ends before.</param>
/// <param name="Target">The input.</param>
internal sealed record CounterfactualRow(int Output, int Against, double Threshold, Counterfactual Nearest, double[] Target);

/// <summary>How far an explanation holds, exactly.</summary>
/// <param name="Radius">Every input nearer than this has the same explanation.</param>
/// <param name="MaximumRadius">The same in the maximum norm.</param>
/// <param name="Ranges">How far each input may move alone; null where rounding put the row on the other side of a boundary.</param>
/// <param name="StaysInRegion">True if the counterfactual lies in the region.</param>
/// <param name="Nearest">What changes at the nearest boundary; null where there is none.</param>
/// <param name="Facets">What changes at each facet; null where it was not asked for.</param>
internal sealed record RowGeometry(
    double Radius, double MaximumRadius, IReadOnlyList<MovementRange>? Ranges, bool StaysInRegion, FacetRow? Nearest, IReadOnlyList<FacetRow>? Facets);

/// <summary>A facet and what changes there.</summary>
internal sealed record FacetRow(RegionBoundary Boundary, FacetCrossing? Crossing);
