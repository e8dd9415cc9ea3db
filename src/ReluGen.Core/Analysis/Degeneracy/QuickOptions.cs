using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>
/// Budgets for every build: all is looked for in small networks, in large ones what takes a small part of the time of generating
/// their code: the weights themselves and interval bounds.
/// </summary>
public static class QuickOptions
{
    /// <summary>Multiply-adds for each of: points, symbolic bounds, counterexamples, programs; too much for networks of more parameters than the next.</summary>
    private const long MultiplyAdds = 4_000_000;

    private const long MostParameters = 20_000;

    /// <summary>Multiply-adds for each of: a rank, and rows of samples.</summary>
    private const long FewMultiplyAdds = 2_000_000;

    /// <summary>Decisions times parameters of an enumeration: a decision about a large network takes longer.</summary>
    private const long DecisionWork = 4_000_000;

    private const long FewestDecisions = 1000;
    private const long MostDecisions = 4000;

    /// <summary>The options for a network, on the domain that it states.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Rows for observations, left out where they take too long; null for none.</param>
    /// <param name="findRankDeficit">True to ask whether the outputs show all parameters.</param>
    public static DegeneracyOptions For(Network network, IReadOnlyCollection<SampleRow>? samples, bool findRankDeficit = false)
    {
        long parameters = Math.Max(1, network.ParameterCount);
        long searches = parameters <= MostParameters ? MultiplyAdds : 0;
        long decisions = DecisionWork / parameters;
        return new DegeneracyOptions
        {
            Box = InputBox.Of(network),
            Samples = samples is not null && samples.Count * parameters <= FewMultiplyAdds ? samples : null,
            PointBudget = searches,
            SymbolicBudget = searches,
            SearchBudget = searches,
            ProgramBudget = searches,
            FindRankDeficit = findRankDeficit,
            RankBudget = FewMultiplyAdds,
            RegionBudget = decisions < FewestDecisions ? 0 : Math.Min(decisions, MostDecisions),
        };
    }
}
