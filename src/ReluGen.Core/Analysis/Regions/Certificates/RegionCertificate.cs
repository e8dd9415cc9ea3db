using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>The proof that a list of regions is complete and that each of them has interior points.</summary>
public sealed class RegionCertificate
{
    internal RegionCertificate(string networkHash, RegionDomain domain, ProofNode root)
    {
        NetworkHash = networkHash;
        Domain = domain;
        Root = root;
    }

    /// <summary><see cref="Network.ContentHash"/> of the network that the proof is about.</summary>
    public string NetworkHash { get; }

    /// <summary>The domain that the regions fill.</summary>
    public RegionDomain Domain { get; }

    /// <summary>The tree of decisions.</summary>
    internal ProofNode Root { get; }
}
