using System;
using System.Globalization;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Generator.Inputs;

/// <summary>
/// The table that the metadata ReluNetworkRegions of an additional file ask for, where no build step converted it. An enumeration here
/// holds up a compiler or an editor, so its budget is small and fixed; the step of the build has more.
/// </summary>
internal static class RegionRequest
{
    /// <summary>Regions of the largest table: the default of the item's MaxRegions.</summary>
    private const int MostRegions = 4096;

    /// <summary>Decisions of an enumeration of a small network: some tenths of a second.</summary>
    private const int MostNodes = 20_000;

    /// <summary>A decision may take about as many steps as the network has neurons, times inputs, times inputs; this many in all.</summary>
    private const long MostSteps = 10_000_000;

    /// <summary>Weights are made exact before the first decision.</summary>
    private const int MostParameters = 1 << 17;

    /// <summary>The document with the regions that <paramref name="regions"/> (all, observed, none or nothing) stands for.</summary>
    /// <exception cref="InputException">It is another word, or all regions are asked for where an input is unbounded.</exception>
    public static NetworkDocument Apply(string regions, NetworkDocument document, CancellationToken cancellation) => regions.ToLowerInvariant() switch
    {
        "" => document,
        "none" => document.WithRegions(document.Samples, []),
        "observed" => document.WithVisited(),
        "all" => document.Complete is null && document.Cut is null ? All(document, cancellation) : document,
        _ => throw Error($"ReluNetworkRegions is '{regions}'; expected all, observed or none."),
    };

    private static NetworkDocument All(NetworkDocument document, CancellationToken cancellation)
    {
        Network network = document.Network;
        foreach (InputFeature input in network.Inputs)
        {
            if (double.IsInfinity(input.Lower) || double.IsInfinity(input.Upper))
            {
                throw Error($"ReluNetworkRegions is all, but input '{input.Name}' is unbounded; write its bounds in the file.");
            }
        }

        if (NonFiniteWeights.First(network) is not null)
        {
            // A diagnostic of its own says so.
            return document;
        }

        if (network.ParameterCount > MostParameters)
        {
            return Cut(document, $"the compiler enumerates the regions of networks with up to {Number(MostParameters)} weights and biases, and this one has {Number(network.ParameterCount)}");
        }

        long budget = Math.Max(1, Math.Min(MostNodes, MostSteps / Math.Max(1, (long)network.InputCount * network.InputCount * network.HiddenNeuronCount)));
        RegionEnumeration found = RegionEnumerator.Run(network, RegionDomain.Of(network), new RegionOptions(budget, threads: 1), cancellation: cancellation);
        return !found.Complete ? Cut(document, $"the domain has more than {Number(found.Regions.Count)} regions: these were found before the compiler's budget of {Number(budget)} decisions was spent")
            : found.Regions.Count > MostRegions ? Cut(document, $"the domain has {Number(found.Regions.Count)} regions, more than the {Number(MostRegions)} of a table that the compiler fills")
            : document.WithAll(found);
    }

    private static NetworkDocument Cut(NetworkDocument document, string reason)
    {
        NetworkDocument visited = document.WithVisited();
        return visited.WithCut(
            reason + $"; the table holds the {Number(visited.Regions.Count)} that samples visit, AffineMapOf computes the others. A ReluNetwork item has the build enumerate them, with a larger budget.");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
