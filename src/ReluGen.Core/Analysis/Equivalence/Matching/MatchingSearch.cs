using System.Linq;
using System.Threading;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Matching;

/// <summary>
/// Searches the matchings of neurons that respect all colours: where neurons share a colour, one of the first network is paired with each
/// candidate in turn, and colours are refined again. Every equivalence is among the matchings that are tried, so finding none proves that there is none.
/// </summary>
internal sealed class MatchingSearch(Network first, Network second, bool rescaling, long budget, CancellationToken cancellation)
{
    /// <summary>Candidates tried.</summary>
    public long Nodes { get; private set; }

    /// <summary>True if the budget ended the search.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Where the only matching that colours allow failed; null where they allow several.</summary>
    public WitnessFailure? Failure { get; private set; }

    /// <summary>A checked witness; null if there is none or the budget is spent. The colours are refined already, and agree.</summary>
    public EquivalenceWitness? Find(ColourPair colours)
    {
        cancellation.ThrowIfCancellationRequested();

        // Duplicates that nothing tells apart may be matched in any order, so the first matching is often right.
        if (Check(colours.Permutations(), out WitnessFailure? failure) is { } any)
        {
            return any;
        }

        if (colours.Ambiguity() is not var (stage, neuron, candidates))
        {
            Failure ??= failure;
            return null;
        }

        foreach (int candidate in candidates)
        {
            if (Nodes == budget)
            {
                IsSpent = true;
                return null;
            }

            Nodes++;
            ColourPair next = colours.With(stage, neuron, candidate);
            if (next.Refine() && Find(next) is { } witness)
            {
                return witness;
            }

            if (IsSpent)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The witness of a permutation, if one belongs to it.</summary>
    /// <param name="permutations">The neuron of the first network for each of the second, by hidden stage.</param>
    /// <param name="failure">The number that contradicts it; null if none does, or no factors fit at all.</param>
    public EquivalenceWitness? Check(int[][] permutations, out WitnessFailure? failure)
    {
        failure = null;
        Ratio[][]? scales = rescaling
            ? ScaleSolver.Solve(first, second, permutations)
            : [.. permutations.Select(static stage => stage.Select(static _ => Ratio.One).ToArray())];
        if (scales is null)
        {
            return null;
        }

        var witness = new EquivalenceWitness(permutations, scales);
        failure = WitnessChecker.Check(first, second, witness);
        return failure is null ? witness : null;
    }
}
