using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Analysis.Degeneracy.Detectors;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>Finds what is degenerate about a network (design/math.md section 6), each fact with a proof.</summary>
public static class DegeneracyAnalysis
{
    /// <summary>Analyses a network. Facts are exact statements about its float32 weights; only those with <see cref="FactCondition.Samples"/> are observations.</summary>
    /// <param name="network">The network; weights may be NaN or infinite, which is then the only thing that is reported.</param>
    /// <param name="options">Domain, samples and budgets; null for the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The domain does not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static DegeneracyReport Run(Network network, DegeneracyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new DegeneracyOptions();
        if (options.Box is { } box && box.Count != network.InputCount)
        {
            throw new ArgumentException($"The domain has {box.Count} features and the network {network.InputCount} inputs.", nameof(options));
        }

        var facts = new FactList();
        if (!WeightValues.Find(network, facts))
        {
            facts.Sort();
            return new DegeneracyReport(facts.Facts, []);
        }

        var evidence = new NetworkEvidence(network, options, cancellation);
        UnreadWeights.Find(evidence, facts);
        StableNeurons.Find(evidence, facts);
        BoundaryTouches.Find(evidence, facts);
        CollinearRows.Find(evidence, facts);
        DependentRows.Find(evidence, facts);
        RedundantStages.Find(evidence, facts);
        InputsAndOutputs.Find(evidence, facts);
        RegionTables.Find(evidence, facts);
        FlipSets.Find(evidence, facts);
        RankDeficits.Find(evidence, facts);
        SampleObservations.Find(evidence, facts);
        Shape.Find(evidence, facts);
        Scaling.Find(evidence, facts);
        facts.Sort();
        return new DegeneracyReport(facts.Facts, StageCounts.Of(evidence));
    }
}
