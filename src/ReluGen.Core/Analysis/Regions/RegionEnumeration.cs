using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions.Certificates;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>The regions that an enumeration found.</summary>
public sealed class RegionEnumeration
{
    internal RegionEnumeration(bool complete, long nodes, IReadOnlyList<Region> regions, RegionCertificate? certificate)
    {
        Complete = complete;
        Nodes = nodes;
        Regions = regions;
        Certificate = certificate;
    }

    /// <summary>True if these are proved to be all regions of the domain; false only where the node budget was spent.</summary>
    public bool Complete { get; }

    /// <summary>Number of decisions about one neuron in one cell.</summary>
    public long Nodes { get; }

    /// <summary>The regions, ordered by pattern; each is proved to have interior points.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>The proofs, if they were asked for and the enumeration is complete.</summary>
    public RegionCertificate? Certificate { get; }
}
