using System;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Equivalence.Matching;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence;

/// <summary>
/// Decides whether two networks are equal up to the symmetries of every network with these activations: the order of the neurons of a stage, and
/// positive factors of neurons (Stock and Gribonval 2021; design/math.md 3.2). Several sources a stage and slopes below zero are supported.
/// </summary>
/// <remarks>
/// Hashes of the weights modulo a prime only propose: «equivalent» is said when <see cref="WitnessChecker"/> has multiplied the witness out, «not
/// equivalent» when residues that equivalence cannot change are different or every matching that they allow has failed. What is decided is about
/// weights: a neuron that is dead on a domain, or one that does the work of two, is a difference.
/// </remarks>
public static class NetworkEquivalence
{
    /// <summary>Candidates that are tried at most among neurons that look alike.</summary>
    public const long StandardBudget = 10_000;

    private const uint Salts = 8;

    /// <summary>Decides whether <paramref name="second"/> is <paramref name="first"/> with neurons permuted and rescaled.</summary>
    /// <param name="first">A network.</param>
    /// <param name="second">Another.</param>
    /// <param name="budget">How many candidates may be tried where neurons look alike; none is needed unless some are duplicates.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The verdict with its witness or distinction; undecided only where the budget is spent.</returns>
    /// <remarks>Cost: a few passes over the weights, and two for each candidate tried. Names, domains and origins do not count; links do.</remarks>
    /// <exception cref="ArgumentException">A weight is NaN or infinite, or the budget is negative.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static EquivalenceVerdict AreEquivalent(Network first, Network second, long budget = StandardBudget, CancellationToken cancellation = default)
    {
        Check(first, second, budget);
        return Decide(first, second, rescaling: true, budget, cancellation);
    }

    /// <summary>As <see cref="AreEquivalent"/>, with the simplest witness that there is: no change before a permutation, a permutation before a rescaling, and that before both.</summary>
    /// <inheritdoc cref="AreEquivalent"/>
    public static EquivalenceVerdict Simplest(Network first, Network second, long budget = StandardBudget, CancellationToken cancellation = default)
    {
        EquivalenceVerdict verdict = AreEquivalent(first, second, budget, cancellation);
        if (!verdict.AreEquivalent || verdict.Witness!.Relation == NetworkRelation.Identical)
        {
            return verdict;
        }

        int[][] places = [.. first.Stages.Select(static stage => Enumerable.Range(0, stage.Width).ToArray())];
        EquivalenceWitness? simpler = new MatchingSearch(first, second, rescaling: false, budget, cancellation).Check(places, out _)
            ?? Decide(first, second, rescaling: false, budget, cancellation).Witness
            ?? new MatchingSearch(first, second, rescaling: true, budget, cancellation).Check(places, out _);
        return simpler is null ? verdict : verdict with { Witness = simpler };
    }

    private static void Check(Network first, Network second, long budget)
    {
        if (budget < 0)
        {
            throw new ArgumentException($"A budget of {budget} is negative; give 0 or more.", nameof(budget));
        }

        foreach (Network network in (Network[])[first, second])
        {
            if (NonFiniteWeights.First(network) is { } bad)
            {
                throw new ArgumentException($"A weight of {bad.Where} is {bad.Value}; only finite weights can be compared.");
            }
        }
    }

    private static EquivalenceVerdict Decide(Network first, Network second, bool rescaling, long budget, CancellationToken cancellation)
    {
        if (Distinctions.OfShape(first, second) is { } shape)
        {
            return Not(shape, 0);
        }

        if (Colours(first, second, rescaling) is not { } colours)
        {
            return new EquivalenceVerdict(EquivalenceKind.Undecided, null, null, 0);
        }

        if (colours.Mismatch() is var (stage, neuron))
        {
            return Not(Distinctions.OfIncoming(stage, neuron), 0);
        }

        if (!colours.Refine())
        {
            (stage, neuron) = colours.Mismatch()!.Value;
            return Not(Distinctions.OfOutgoing(first, stage, neuron), 0);
        }

        var search = new MatchingSearch(first, second, rescaling, budget, cancellation);
        EquivalenceWitness? witness = search.Find(colours);
        return witness is not null ? new EquivalenceVerdict(EquivalenceKind.Equivalent, witness, null, search.Nodes)
            : search.IsSpent ? new EquivalenceVerdict(EquivalenceKind.Undecided, null, null, search.Nodes)
            : Not(Distinctions.OfMatching(search), search.Nodes);
    }

    private static EquivalenceVerdict Not(Distinction distinction, long nodes) => new(EquivalenceKind.NotEquivalent, null, distinction, nodes);

    private static ColourPair? Colours(Network first, Network second, bool rescaling)
    {
        for (uint salt = 1; salt <= Salts; salt++)
        {
            if (GaugedNetwork.Of(first, salt, rescaling) is { } a && GaugedNetwork.Of(second, salt, rescaling) is { } b)
            {
                return new ColourPair(a, b);
            }
        }

        return null;
    }
}
