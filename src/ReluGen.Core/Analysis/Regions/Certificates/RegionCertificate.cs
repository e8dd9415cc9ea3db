using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>
/// The proof that a list of regions is complete and that each of them has interior points: the tree of decisions, with
/// Farkas multipliers for every side that is empty and an exact witness for every region.
/// </summary>
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

    /// <summary>The regions that it is about, ordered by pattern.</summary>
    public IReadOnlyList<Region> Regions()
    {
        var regions = new List<Region>();
        var open = new Stack<ProofNode>();
        open.Push(Root);
        while (open.Count > 0)
        {
            ProofNode node = open.Pop();
            if (node.Region is not null)
            {
                regions.Add(node.Region);
            }
            else
            {
                open.Push(node.Off!);
                open.Push(node.One!);
            }
        }

        regions.Sort(static (left, right) => left.Pattern.CompareTo(right.Pattern));
        return regions;
    }

    /// <summary>Writes the certificate as text, to be read by <see cref="Read"/>.</summary>
    public void Write(TextWriter writer) => CertificateText.Write(this, writer);

    /// <summary>Reads a certificate. Its claims are not checked: that is what <see cref="Verify"/> does.</summary>
    /// <exception cref="InputException">The text is no certificate, or was changed after it was written.</exception>
    public static RegionCertificate Read(TextReader reader)
    {
        using var certificate = new CertificateReader(reader);
        return certificate.Read();
    }

    /// <summary>
    /// Re-proves every claim in exact arithmetic, with code of its own: that each witness lies in its region and that the regions
    /// together fill the domain.
    /// </summary>
    /// <param name="network">The network, read by the caller.</param>
    /// <param name="regions">A list that must be exactly the proved one; null to check the certificate alone.</param>
    /// <param name="threads">Number of threads; 0 is one a processor. The verdict does not depend on it.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public CertificateVerdict Verify(Network network, IReadOnlyList<Region>? regions = null, int threads = 0, CancellationToken cancellation = default)
    {
        if (network.ContentHash != NetworkHash)
        {
            return CertificateVerdict.Rejected("The certificate is about another network.");
        }

        if (network.InputCount != Domain.FeatureCount || NonFiniteWeights.First(network) is not null)
        {
            return CertificateVerdict.Rejected("The network cannot have this certificate's domain or regions.");
        }

        try
        {
            return Check(network, regions, threads == 0 ? Environment.ProcessorCount : threads, cancellation);
        }
        catch (InvalidDataException wrong)
        {
            return CertificateVerdict.Rejected(wrong.Message);
        }
    }

    private CertificateVerdict Check(Network network, IReadOnlyList<Region>? regions, int threads, CancellationToken cancellation)
    {
        var listed = new Dictionary<BitPattern, Region>();
        foreach (Region region in regions ?? [])
        {
            if (listed.ContainsKey(region.Pattern))
            {
                return CertificateVerdict.Rejected($"Region {region.Pattern} is listed twice.");
            }

            listed.Add(region.Pattern, region);
        }

        long count = 0;
        new CertificateChecker(new CheckedProblem(network, Domain), Accept, cancellation).Run(Root, threads);
        return regions is not null && count != regions.Count
            ? CertificateVerdict.Rejected($"{regions.Count - count} of the regions listed do not exist.")
            : new CertificateVerdict(true, "", count);

        void Accept(Region proved)
        {
            Interlocked.Increment(ref count);
            if (regions is null)
            {
                return;
            }

            if (!listed.TryGetValue(proved.Pattern, out Region? region))
            {
                throw new InvalidDataException($"Region {proved.Pattern} is missing from the list.");
            }

            if (!ReferenceEquals(region, proved) && !region.Witness.SequenceEqual(proved.Witness))
            {
                throw new InvalidDataException($"Region {proved.Pattern} is listed with another witness.");
            }
        }
    }
}

/// <summary>What the checker says of a certificate.</summary>
/// <param name="Accepted">True if every claim was re-proved.</param>
/// <param name="Reason">The first claim that is wrong; empty if none is.</param>
/// <param name="RegionCount">Number of regions re-proved; 0 where it was rejected.</param>
public sealed record CertificateVerdict(bool Accepted, string Reason, long RegionCount)
{
    internal static CertificateVerdict Rejected(string reason) => new(false, reason, 0);
}
