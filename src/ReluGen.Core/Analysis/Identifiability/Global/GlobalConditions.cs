using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>Checks the conditions P.a to P.d stage by stage (math.md 4.2).</summary>
internal static class GlobalConditions
{
    /// <summary>Checks a network.</summary>
    /// <param name="network">The network, with finite weights.</param>
    /// <param name="box">The domain.</param>
    /// <param name="regions">All regions of the domain; null where they are not known.</param>
    /// <param name="options">Budgets.</param>
    /// <param name="progress">Told after each condition.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static GlobalReport Run(
        Network network, InputBox box, IReadOnlyList<Region>? regions, IdentifiabilityOptions options, IProgress<IdentifiabilityProgress>? progress, CancellationToken cancellation)
    {
        if (network.Stages.Count == 0 || !network.IsReluChain)
        {
            return new GlobalReport([], false, "The conditions are stated for chains of ReLU stages, which this network is not.");
        }

        RegionCells? cells = regions is null ? null : new RegionCells(network, box.ToRegionDomain(), regions);
        var conditions = new List<Condition>();
        int programs = options.ProgramBudget;
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            Add(RowRank.Check(network, l, cancellation));
            Add(HyperplanesInImage.Check(network, box, cells, l, Work()));
            Add(VisibleCrossings.Check(network, cells, l, ref programs, Work()));
            Add(UncoveredHyperplanes.Check(network, cells, l, Work()));
        }

        ConditionWork Work() => new(options.ConditionBudget, cancellation);

        void Add(Condition condition)
        {
            conditions.Add(condition);
            progress?.Report(new IdentifiabilityProgress(IdentifiabilityStep.Conditions, conditions.Count));
        }

        bool holds = conditions.TrueForAll(static condition => condition.State == ConditionState.Proved);
        return new GlobalReport(conditions, holds, Conclusion(conditions, holds));
    }

    private static string Conclusion(List<Condition> conditions, bool holds)
    {
        if (holds)
        {
            return "All conditions are proved: any network of the same architecture that meets them and computes the same function on the domain has these parameters, up to permutation and positive rescaling.";
        }

        string[] refuted = [.. conditions.Where(static condition => condition.State == ConditionState.Refuted).Select(static condition => condition.Name).Distinct()];
        return refuted.Length > 0
            ? $"The theorem does not apply, because {string.Join(", ", refuted)} {(refuted.Length == 1 ? "does" : "do")} not hold; this does not say that the parameters are not identifiable."
            : "Not all conditions are decided, so nothing follows from the theorem.";
    }
}
