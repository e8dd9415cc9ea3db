using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions.Exact;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>The forms that one stage (or the domain's half-spaces) has on all cells with the same bits below it.</summary>
internal sealed class StageForms
{
    /// <summary>The forms of the domain's half-spaces, before all stages.</summary>
    public StageForms(FloatForms? inFloat, ExactForms exact)
    {
        Chain = [];
        Float = inFloat;
        Exact = exact;
    }

    /// <summary>The forms of the stage after those of <paramref name="below"/>.</summary>
    public StageForms(IReadOnlyList<StageForms> below, FloatForms? inFloat, ExactForms exact)
    {
        Chain = [.. below, this];
        Float = inFloat;
        Exact = exact;
    }

    /// <summary>The forms of all stages up to and including this one; element 0 is stage 1.</summary>
    public IReadOnlyList<StageForms> Chain { get; }

    /// <summary>The forms in float64; null where the search is exact from the start.</summary>
    public FloatForms? Float { get; }

    /// <summary>The forms in integers, computed on demand.</summary>
    public ExactForms Exact { get; }
}
