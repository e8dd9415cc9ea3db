using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Core.Analysis.Equivalence.Nearest;

/// <summary>
/// The matching of neurons that makes two networks of one shape nearest: an estimate, in float64, for networks that were trained on or exported with
/// rounding. It proves nothing: not that they are equal, nor that another matching is not nearer.
/// </summary>
/// <param name="Permutations">One list a hidden stage: neuron k of the second network is nearest to neuron Permutations[stage][k] of the first.</param>
/// <param name="Distances">
/// One list a hidden stage: the Euclidean distance of neuron k to its counterpart, both with weights and bias of norm 1 in the order and scale of
/// the matching so far: 0 where they are equal, about 1.4 where they have nothing in common, 2 where they are opposite.
/// </param>
/// <param name="OutputDistances">For each output, the distance of weights and bias divided by the larger of their norms.</param>
public sealed record NearestMatch(
    IReadOnlyList<IReadOnlyList<int>> Permutations,
    IReadOnlyList<IReadOnlyList<double>> Distances,
    IReadOnlyList<double> OutputDistances)
{
    /// <summary>The largest of all distances.</summary>
    public double Largest => Distances.Append(OutputDistances).Max(static list => list.Max());
}
