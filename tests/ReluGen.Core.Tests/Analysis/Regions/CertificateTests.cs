using System;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>The independent checker: it accepts what was proved and rejects whatever was changed.</summary>
public sealed class CertificateTests
{
    private static readonly Network Net = Nets.Random(7, 2, 8, 8, 1);
    private static readonly RegionDomain Square = RegionDomain.Cube(2, -1, 1);

    [Fact]
    public void A_proved_list_is_accepted_also_after_writing_and_reading()
    {
        RegionEnumeration result = Prove(Square);
        CertificateVerdict verdict = result.Certificate!.Verify(Net, result.Regions);
        Assert.Equal((true, "", (long)result.Regions.Count), (verdict.Accepted, verdict.Reason, verdict.RegionCount));

        RegionCertificate read = RegionCertificate.Read(new StringReader(Text(result.Certificate)));
        Assert.True(read.Verify(Net, result.Regions).Accepted);
        Assert.Equal(result.Regions.Select(r => r.Pattern), read.Regions().Select(r => r.Pattern));
        Assert.Equal(Text(result.Certificate), Text(read));
    }

    [Fact]
    public void Half_spaces_and_constant_features_are_part_of_the_proof()
    {
        Network net = Nets.Random(8, 3, 7, 5, 1);
        var domain = new RegionDomain([-1, 0.1, -2], [1, 0.1, 2], [new HalfSpace([1, 2, 1], 0.7), new HalfSpace([-1, 0, 0.3], 0.4)]);
        RegionEnumeration result = RegionEnumerator.Run(net, domain, new RegionOptions { KeepCertificate = true });
        Assert.True(result.Regions.Count > 5);
        Assert.Equal("", result.Certificate!.Verify(net, result.Regions).Reason);
        Assert.Equal("", RegionCertificate.Read(new StringReader(Text(result.Certificate))).Verify(net, result.Regions).Reason);
    }

    [Fact]
    public void A_list_with_a_region_missing_moved_added_or_doubled_is_rejected()
    {
        RegionEnumeration result = Prove(Square);
        Region[] regions = result.Regions.ToArray();
        Region moved = new(regions[0].Pattern, regions[1].Point.ToArray());
        Region unreal = new(Unrealised(result), regions[0].Point.ToArray());
        Assert.Contains("missing", Reason(regions[1..]));
        Assert.Contains("witness", Reason([moved, .. regions[1..]]));
        Assert.Contains("do not exist", Reason([.. regions, unreal]));
        Assert.Contains("twice", Reason([.. regions, regions[0]]));

        string Reason(Region[] list) => result.Certificate!.Verify(Net, list).Reason;
    }

    [Fact]
    public void A_proof_about_another_network_is_rejected() =>
        Assert.Contains("another network", Prove(Square).Certificate!.Verify(Nets.Random(9, 2, 8, 8, 1)).Reason);

    [Fact]
    public void A_proof_for_a_smaller_domain_does_not_prove_a_larger_one()
    {
        RegionCertificate small = Prove(RegionDomain.Cube(2, -0.25, 0.25)).Certificate!;
        Assert.False(new RegionCertificate(small.NetworkHash, Square, small.Root).Verify(Net).Accepted);
    }

    [Fact]
    public void A_moved_witness_is_rejected()
    {
        RegionCertificate certificate = Prove(Square).Certificate!;
        ProofNode leaf = Find(certificate.Root, node => node.Region is not null);
        leaf.Region = new Region(leaf.Region!.Pattern, leaf.Region.Point.Select(x => -x).ToArray());
        Assert.Contains("witness", certificate.Verify(Net).Reason);
    }

    [Fact]
    public void A_cut_that_was_dropped_is_rejected()
    {
        RegionCertificate certificate = Prove(Square).Certificate!;
        ProofNode cut = Find(certificate.Root, node => node.One?.Region is not null);
        var mutilated = ProofNode.Of([.. cut.Steps, (byte)ProofStep.OneByBox, .. cut.One!.Steps], cut.One.Region);
        ProofNode parent = Find(certificate.Root, node => node.One == cut || node.Off == cut);
        parent.Attach(mutilated, active: parent.One == cut);
        Assert.Contains("multipliers do not show", certificate.Verify(Net).Reason);
    }

    [Fact]
    public void A_changed_multiplier_is_rejected()
    {
        RegionCertificate certificate = Prove(Square).Certificate!;
        ProofNode node = Find(certificate.Root, n => n.Steps.Contains((byte)ProofStep.One) && ProofOf(n) is { Terms.Length: > 0 });
        EmptyProof proof = ProofOf(node)!;
        Assert.Contains("negative", With(new EmptyProof(proof.Weight, [.. proof.Terms.Select(t => t with { Multiplier = -t.Multiplier })])));
        Assert.Contains("do not show", With(new EmptyProof(proof.Weight * Dyadic.Of(1024), proof.Terms)));
        Assert.Contains("does not have", With(new EmptyProof(proof.Weight, [new EmptyProof.Term(1000, proof.Terms[0].Multiplier)])));
        Assert.Contains("not positive", With(new EmptyProof(Dyadic.Zero, proof.Terms)));

        string With(EmptyProof changed)
        {
            ProofNode parent = Find(certificate.Root, n => n.One == node || n.Off == node);
            bool active = parent.One == node;
            parent.Attach(Replace(node, changed), active);
            string reason = certificate.Verify(Net).Reason;
            parent.Attach(node, active);
            return reason;
        }
    }

    [Fact]
    public void Any_changed_byte_of_the_text_is_noticed()
    {
        string text = Text(Prove(RegionDomain.Cube(2, -0.125, 0.125)).Certificate!);
        var random = new Random(1);
        for (int trial = 0; trial < 300; trial++)
        {
            char[] changed = text.ToCharArray();
            int at = random.Next(changed.Length);
            changed[at] = changed[at] == '1' ? '2' : '1';
            Assert.Throws<InputException>(() => RegionCertificate.Read(new StringReader(new string(changed))));
        }

        Assert.Throws<InputException>(() => RegionCertificate.Read(new StringReader(text[..^80])));
        Assert.Throws<InputException>(() => RegionCertificate.Read(new StringReader("")));
        Assert.Throws<InputException>(() => RegionCertificate.Read(new StringReader(text + "x")));
    }

    private static RegionEnumeration Prove(RegionDomain domain) =>
        RegionEnumerator.Run(Net, domain, new RegionOptions { KeepCertificate = true });

    private static string Text(RegionCertificate certificate)
    {
        var writer = new StringWriter();
        certificate.Write(writer);
        return writer.ToString();
    }

    private static ReluGen.Core.Patterns.BitPattern Unrealised(RegionEnumeration result)
    {
        for (int i = 0; ; i++)
        {
            ulong[] words = [(ulong)i];
            var pattern = ReluGen.Core.Patterns.BitPattern.From(16, words);
            if (result.Regions.All(region => !region.Pattern.Equals(pattern)))
            {
                return pattern;
            }
        }
    }

    private static ProofNode Find(ProofNode node, Func<ProofNode, bool> condition) =>
        TryFind(node, condition) ?? throw new InvalidOperationException("The tree has no such node.");

    private static ProofNode? TryFind(ProofNode node, Func<ProofNode, bool> condition) =>
        condition(node) ? node
        : node.One is null ? null
        : TryFind(node.One, condition) ?? TryFind(node.Off!, condition);

    /// <summary>The first proof in a node with multipliers.</summary>
    private static EmptyProof? ProofOf(ProofNode node)
    {
        var reader = new ProofStepReader(node.Steps);
        while (reader.Read(out _))
        {
            if (reader.Proof is { Terms.Length: > 0 })
            {
                return reader.Proof;
            }
        }

        return null;
    }

    /// <summary>A copy of a node with another first proof with multipliers.</summary>
    private static ProofNode Replace(ProofNode node, EmptyProof changed)
    {
        var steps = new ProofSteps();
        var reader = new ProofStepReader(node.Steps);
        bool replaced = false;
        while (reader.Read(out ProofStep step))
        {
            bool replace = !replaced && reader.Proof is { Terms.Length: > 0 };
            replaced |= replace;
            if (reader.Proof is null)
            {
                steps.AddZero();
            }
            else
            {
                steps.AddBit(step is ProofStep.One or ProofStep.OneByBox, replace ? changed : reader.Proof);
            }
        }

        ProofNode copy = ProofNode.Of(steps.Take(), node.Region);
        if (node.One is not null)
        {
            copy.Attach(node.One, active: true);
            copy.Attach(node.Off!, active: false);
        }

        return copy;
    }
}
