using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability.Global;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Analysis.Identifiability.Shallow;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability;

/// <summary>Analyses how far the parameters of a network can be recovered from what it computes (math.md sections 3 to 5); what it says is proved, and what it cannot prove is called undecided.</summary>
public static class IdentifiabilityAnalysis
{
    /// <summary>Networks of more parameters are refused: the rows of a rank take two bytes for each pair of parameters, 4 GB here.</summary>
    public const int MostParameters = 45_000;

    /// <summary>Analyses a network.</summary>
    /// <param name="network">The network; its float32 weights count as exact numbers.</param>
    /// <param name="options">Domain, samples and budgets; null for the defaults.</param>
    /// <param name="progress">Told how far the work has come, from any thread.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The domain does not fit the network, a weight is not finite, or there are more than <see cref="MostParameters"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IdentifiabilityFindings Run(
        Network network, IdentifiabilityOptions? options = null, IProgress<IdentifiabilityProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new IdentifiabilityOptions();
        InputBox box = options.Box ?? InputBox.Everything(network.InputCount);
        Check(network, box);
        RegionEnumeration? regions = Enumerate(network, box, options, progress, cancellation);
        IReadOnlyList<Region>? all = regions is { Complete: true } ? regions.Regions : null;
        long decisive = all is null ? long.MaxValue : (long)all.Count * (network.InputCount + 1);
        bool isDecisive = decisive <= options.MostDecisivePoints;
        IEnumerable<SamplePoint> points = isDecisive
            ? SamplePoints.Decisive(network, box.ToRegionDomain(), all!)
            : SamplePoints.Random(network, box, options.RandomPoints, RanksOf(options).Parallel(cancellation));
        RankReport dimension = RankAnalysis.Run(network, points, RanksOf(options) with { IdleBatches = isDecisive ? 0 : options.IdleBatches }, progress, cancellation);
        RankReport local = options.Samples is null
            ? dimension
            : RankAnalysis.Run(network, SamplePoints.Of(network, options.Samples), RanksOf(options), progress, cancellation);
        return new IdentifiabilityFindings(
            ShallowCriterion.Run(network, box, options.ProductBudget, cancellation),
            local,
            dimension,
            isDecisive && !dimension.IsCut,
            all?.Count,
            GlobalConditions.Run(network, box, all, options, progress, cancellation));
    }

    private static RankOptions RanksOf(IdentifiabilityOptions options) => new()
    {
        Threads = options.Threads,
        MostParameters = options.MostParameters,
        EliminationBudget = options.EliminationBudget,
        SolutionBudget = options.SolutionBudget,
        CheckBudget = options.CheckBudget,
    };

    private static void Check(Network network, InputBox box)
    {
        if (network.ParameterCount > MostParameters)
        {
            throw new ArgumentException($"The network has {network.ParameterCount} parameters; ranks are computed for at most {MostParameters}.", nameof(network));
        }

        if (box.Count != network.InputCount)
        {
            throw new ArgumentException($"The domain has {box.Count} features and the network {network.InputCount} inputs.", nameof(box));
        }

        if (NonFiniteWeights.First(network) is { } bad)
        {
            throw new ArgumentException($"A weight of {bad.Where} is {bad.Value}, so the network computes no function.", nameof(network));
        }
    }

    private static RegionEnumeration? Enumerate(Network network, InputBox box, IdentifiabilityOptions options, IProgress<IdentifiabilityProgress>? progress, CancellationToken cancellation)
    {
        bool varies = Enumerable.Range(0, box.Count).Any(j => !box.IsFixed(j));
        if (!box.IsBounded || !varies || options.RegionBudget is <= 0 || network.HiddenNeuronCount == 0)
        {
            return null;
        }

        RegionDomain domain = box.ToRegionDomain();
        var budget = new RegionOptions(options.RegionBudget ?? IdentifiabilityOptions.StandardRegions(domain), options.Threads);
        return RegionEnumerator.Run(network, domain, budget, progress is null ? null : new RegionReporter(progress), cancellation);
    }

    /// <summary>Passes on how far the enumeration has come.</summary>
    private sealed class RegionReporter(IProgress<IdentifiabilityProgress> progress) : IProgress<RegionProgress>
    {
        public void Report(RegionProgress value) => progress.Report(new IdentifiabilityProgress(IdentifiabilityStep.Regions, value.Nodes));
    }
}
