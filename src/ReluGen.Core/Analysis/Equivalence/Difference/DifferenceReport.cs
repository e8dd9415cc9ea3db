using System.Collections.Generic;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>The largest difference between the outputs of two networks on a domain, before the links.</summary>
/// <param name="Complete">True if all regions of both networks were enumerated, so that <paramref name="Largest"/> is the largest difference.</param>
/// <param name="Largest">The largest |difference| of an output, exactly; where the enumeration is not complete, the largest in the regions found.</param>
/// <param name="UpperBound">A proved upper bound of every difference: <paramref name="Largest"/> rounded up where the enumeration is complete; infinite where nothing is known.</param>
/// <param name="Point">An input with the difference <paramref name="Largest"/>, exactly; null where that is 0.</param>
/// <param name="Output">The output that differs most; 0 where none differs.</param>
/// <param name="Regions">Regions of both networks together that were found.</param>
/// <param name="Nodes">Decisions of the enumeration.</param>
public sealed record DifferenceReport(
    bool Complete,
    Ratio Largest,
    double UpperBound,
    IReadOnlyList<Ratio>? Point,
    int Output,
    long Regions,
    long Nodes)
{
    /// <summary>True if the outputs are proved equal on the whole domain, false if an input is known where they differ; null if neither.</summary>
    public bool? AreEqual => !Largest.IsZero ? false : Complete || UpperBound == 0 ? true : null;
}
