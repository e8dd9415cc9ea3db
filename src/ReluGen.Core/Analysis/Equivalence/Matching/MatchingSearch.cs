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

    /// <summary>Where the only candidate for a matching failed; null if none was tried.</summary>
    public WitnessFailure? Failure { get; private set; }

    /// <summary>A checked witness; null if there is none or the budget is spent. The colours are refined already, and agree.</summary>
    public EquivalenceWitness? Find(ColourPair colours)
    {
        cancellation.ThrowIfCancellationRequested();
        if (colours.Ambiguity() is not var (stage, neuron, candidates))
        {
            return Check(colours.Permutations());
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
    public EquivalenceWitness? Check(int[][] permutations)
    {
        Ratio[][]? scales = rescaling
            ? ScaleSolver.Solve(first, second, permutations)
            : [.. permutations.Select(static stage => stage.Select(static _ => Ratio.One).ToArray())];
        if (scales is null)
        {
            return null;
        }

        var witness = new EquivalenceWitness(permutations, scales);
        Failure = WitnessChecker.Check(first, second, witness);
        return Failure is null ? witness : null;
    }
}
