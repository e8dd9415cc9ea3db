using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>The complete list of regions that the first stages of a network have in the box, with the exact forms of each region.</summary>
internal sealed class RegionEvidence
{
    private readonly PatternForms forms;

    private RegionEvidence(Network prefix, InputBox box, RegionEnumeration regions)
    {
        Prefix = prefix;
        Regions = regions.Regions;
        forms = new PatternForms(prefix, box.ToRegionDomain());
        Proof = new RegionProof(regions.Certificate!, prefix.Stages.Count, regions.Regions.Count);
    }

    /// <summary>Enumerates; null where the budget does not suffice.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stages">Number of hidden stages that count.</param>
    /// <param name="box">A bounded box in which at least one feature varies.</param>
    /// <param name="budget">Nodes that may be spent; what is left afterwards.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static RegionEvidence? Find(Network network, int stages, InputBox box, ref long budget, CancellationToken cancellation)
    {
        Network prefix = PrefixOf(network, stages);
        var options = new RegionOptions { NodeBudget = budget, KeepCertificate = true };
        RegionEnumeration regions = RegionEnumerator.Run(prefix, box.ToRegionDomain(), options, null, cancellation);
        budget -= System.Math.Min(budget, regions.Nodes);
        return regions.Complete ? new RegionEvidence(prefix, box, regions) : null;
    }

    /// <summary>The first <paramref name="stages"/> hidden stages; with fewer than all, the output does not matter and is 0.</summary>
    public static Network PrefixOf(Network network, int stages)
    {
        if (stages == network.Stages.Count)
        {
            return network;
        }

        var first = new HiddenStage[stages];
        for (int l = 0; l < stages; l++)
        {
            first[l] = network.Stages[l];
        }

        return new Network(network.Inputs, first, new AffineStage([], [0f]));
    }

    /// <summary>The stages that were enumerated.</summary>
    public Network Prefix { get; }

    /// <summary>The regions.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>The proof of the list.</summary>
    public RegionProof Proof { get; }

    /// <summary>The forms of all stages in one region; element 0 is stage 1.</summary>
    public ExactForms[] FormsOf(Region region) => forms.Of(region.Pattern);
}
