using System;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Search;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>
/// Enumerates the activation regions of a network in a bounded polytope, exactly: every activation pattern whose region has a
/// non-empty interior there. The domain is split stage by stage and neuron by neuron (design/math.md 7.1). Float64 guides the
/// search; each claim is certified by rigorous error bounds or, where these do not decide, by exact arithmetic.
/// </summary>
public static class RegionEnumerator
{
    /// <summary>Enumerates the regions of <paramref name="network"/> in <paramref name="domain"/>.</summary>
    /// <param name="network">The network; its weights count as exact numbers.</param>
    /// <param name="domain">A bounded polytope with as many features as the network has inputs.</param>
    /// <param name="options">Budget, threads and certificate; null for the defaults.</param>
    /// <param name="progress">Told now and then how far the search has come, from any thread.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>All regions, or those found before the budget was spent; the same for any number of threads.</returns>
    /// <exception cref="ArgumentException">The domain does not fit the network or has no interior, or the budget is not positive.</exception>
    /// <exception cref="InputException">A weight is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static RegionEnumeration Run(
        Network network,
        RegionDomain domain,
        RegionOptions? options = null,
        IProgress<RegionProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new RegionOptions();
        Check(network, domain, options);
        var context = new SearchContext(network, domain, options, cancellation);
        return new ParallelSearch(context, domain, options, progress).Run();
    }

    private static void Check(Network network, RegionDomain domain, RegionOptions options)
    {
        if (domain.FeatureCount != network.InputCount)
        {
            throw new ArgumentException($"The domain has {domain.FeatureCount} features and the network {network.InputCount} inputs; give one pair of bounds an input.", nameof(domain));
        }

        if (NonFiniteWeights.First(network) is { } bad)
        {
            throw new InputException(
                InputErrorIds.Unsupported,
                $"A weight, bias or slope of {bad.Where} is {bad.Value}, so the network has no regions; mend the weights.");
        }

        if (options.NodeBudget <= 0)
        {
            throw new ArgumentException($"A node budget of {options.NodeBudget} allows no work; give a positive number.", nameof(options));
        }

        if (options.Threads < 0)
        {
            throw new ArgumentException($"{options.Threads} threads cannot be used; give a positive number, or 0 for one a processor.", nameof(options));
        }
    }
}
