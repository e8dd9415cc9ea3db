using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats.Samples;

namespace ReluGen.Formats.Tables;

/// <summary>Finds the regions of a network's table.</summary>
/// <param name="request">Which ones.</param>
/// <param name="domain">Bounds in the place of the model's; null to keep those.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class TableRegions(TableRequest request, DomainBox? domain, CancellationToken cancellation)
{
    private int maxRegions;

    /// <summary>The network and its regions.</summary>
    public NetworkDocument Document { get; private set; } = null!;

    /// <summary>Why there are fewer regions than were asked for; null if there are not.</summary>
    public string? Cut { get; private set; }

    /// <summary>Finds the regions of a model.</summary>
    /// <param name="model">The network, and the regions that its file lists.</param>
    /// <param name="samples">What a sample file visits; null to count by the model's own list.</param>
    /// <exception cref="InputException">The request does not fit the network.</exception>
    public TableRegions Of(NetworkDocument model, ObservedSamples? samples)
    {
        Network network = domain?.Bound(model.Network) ?? model.Network;
        maxRegions = request.MaxRegions ?? TableRequest.StandardRegions(network);
        NetworkDocument observed = model.WithNetwork(network);
        if (samples is not null)
        {
            observed = observed.WithRegions(samples.Summary, samples.Regions);
        }
        else if (!network.Inputs.SequenceEqual(model.Network.Inputs))
        {
            // A list that is complete in one box need not be so in another.
            observed = observed.WithVisited();
        }

        Document = request.Content switch
        {
            TableContent.All => Limited(All(observed, samples)),
            TableContent.None => observed.WithRegions(observed.Samples, []),
            TableContent.Observed when observed.Samples is null => throw Error("Regions is observed, but there are no samples; add Samples."),
            TableContent.Observed => Limited(observed.WithVisited()),
            _ => Limited(observed),
        };
        return this;
    }

    private NetworkDocument All(NetworkDocument observed, ObservedSamples? samples)
    {
        Network network = Bounded(observed.Network, samples);
        if (NonFiniteWeights.First(network) is not null)
        {
            // The generator says which weight it is.
            return observed;
        }

        RegionEnumeration found = Enumerate(network);
        if (!found.Complete || found.Regions.Count > maxRegions)
        {
            Cut = found.Complete
                ? $"The domain has {Number(found.Regions.Count)} regions, more than MaxRegions = {Number(maxRegions)}"
                : $"The domain has more than {Number(found.Regions.Count)} regions: these were found before the budget of {Number(request.NodeBudget)} nodes (property ReluGenNodeBudget) was spent";
            return observed.WithVisited();
        }

        return observed.WithNetwork(network).WithAll(found);
    }

    /// <summary>The network with the box of the samples where it has no bounds of its own.</summary>
    private static Network Bounded(Network network, ObservedSamples? samples)
    {
        var inputs = network.Inputs.ToArray();
        for (int j = 0; j < inputs.Length; j++)
        {
            InputFeature input = inputs[j];
            if (!double.IsInfinity(input.Lower) && !double.IsInfinity(input.Upper))
            {
                continue;
            }

            if (samples is null)
            {
                throw Error($"Regions is all, but input {DisplayText.Quote(input.Name)} is unbounded; add Domain, or Samples whose hull can be the domain.");
            }

            double lower = double.IsInfinity(input.Lower) ? Math.Min(samples.Lower[j], input.Upper) : input.Lower;
            double upper = double.IsInfinity(input.Upper) ? Math.Max(samples.Upper[j], input.Lower) : input.Upper;
            inputs[j] = new InputFeature(input.Name, lower, upper);
        }

        return network.WithInputs(inputs);
    }

    private RegionEnumeration Enumerate(Network network)
    {
        try
        {
            return RegionEnumerator.Run(network, RegionDomain.Of(network), new RegionOptions(request.NodeBudget), cancellation: cancellation);
        }
        catch (ArgumentException e)
        {
            throw Error("The regions cannot be enumerated: " + DisplayText.Line(e.Message));
        }
    }

    private NetworkDocument Limited(NetworkDocument document)
    {
        int listed = document.Regions.Count;
        NetworkDocument limited = document;
        if (listed > maxRegions)
        {
            Cut ??= $"{Number(listed)} regions are more than MaxRegions = {Number(maxRegions)}";
            limited = document.WithRegions(document.Samples, document.Regions.Take(maxRegions).ToArray()).WithVisited();
        }

        if (Cut is not null)
        {
            Cut += $"; the table holds the {Number(limited.Regions.Count)} with the most samples, AffineMapOf computes the others.";
            limited = limited.WithCut(Cut);
        }

        return limited;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
