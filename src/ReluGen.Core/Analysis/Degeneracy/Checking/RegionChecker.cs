using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Checks claims about all regions: first that the certificate proves the list, then the claim in each region, exactly.</summary>
internal sealed class RegionChecker
{
    private readonly Network network;
    private readonly InputBox box;

    /// <summary>The regions of certificates that were verified; null for those that were rejected.</summary>
    private readonly Dictionary<RegionProof, List<RegionForms>?> verified = [];

    public RegionChecker(Network network, InputBox box)
    {
        this.network = network;
        this.box = box;
    }

    /// <summary>The forms of every region of the first stages, the outputs included if these are all; null where the proof does not hold.</summary>
    public IReadOnlyList<RegionForms>? Regions(RegionProof proof)
    {
        if (!verified.TryGetValue(proof, out List<RegionForms>? forms))
        {
            forms = Verify(proof);
            verified.Add(proof, forms);
        }

        return forms;
    }

    private List<RegionForms>? Verify(RegionProof proof)
    {
        if (proof.StageCount < 1 || proof.StageCount > network.Stages.Count || !IsOverBox(proof.Certificate.Domain))
        {
            return null;
        }

        bool whole = proof.StageCount == network.Stages.Count;
        Network prefix = whole ? network : new Network(network.Inputs, [.. network.Stages.Take(proof.StageCount)], new AffineStage([], [0f]));
        if (!proof.Certificate.Verify(prefix).Accepted)
        {
            return null;
        }

        // As one more stage, the outputs have forms like any other.
        Network extended = new(network.Inputs, [.. prefix.Stages, HiddenStage.Relu(prefix.Output.Blocks, prefix.Output.Bias.ToArray())], new AffineStage([], [0f]));
        var exact = new CheckedNetwork(extended);
        var domain = new CheckedBox(proof.Certificate.Domain);
        return [.. proof.Certificate.Regions().Select(region => new RegionForms(exact, domain, region, proof.StageCount))];
    }

    private bool IsOverBox(RegionDomain domain) =>
        domain.HalfSpaces.Count == 0 && domain.Lower.SequenceEqual(box.Lower) && domain.Upper.SequenceEqual(box.Upper);
}

/// <summary>One region with its pattern and the exact forms of its stages.</summary>
internal sealed class RegionForms
{
    private readonly List<CheckedForm[]> forms = [];
    private readonly Region region;
    private readonly CheckedBox box;
    private readonly int[] firstBits;

    public RegionForms(CheckedNetwork network, CheckedBox box, Region region, int stages)
    {
        this.region = region;
        this.box = box;
        var bits = new List<bool>();
        firstBits = new int[stages + 1];
        for (int l = 0; l < stages; l++)
        {
            firstBits[l + 1] = firstBits[l] + network.WidthOf(l);
        }

        for (int bit = 0; bit < firstBits[stages]; bit++)
        {
            bits.Add(region.Pattern[bit]);
        }

        for (int l = 0; l <= stages; l++)
        {
            forms.Add(network.Forms(l, forms, bits));
        }
    }

    /// <summary>The bit of a neuron of a hidden stage.</summary>
    public bool Bit(int stage, int neuron) => region.Pattern[firstBits[stage - 1] + neuron];

    /// <summary>True if a pre-activation, or an output, is 0 everywhere in the box.</summary>
    public bool IsZero(int stage, int neuron) => forms[stage - 1][neuron].IsZeroOn(box);

    /// <summary>True if a pre-activation, or an output, does not depend on a feature.</summary>
    public bool IsFree(int stage, int neuron, int feature) => forms[stage - 1][neuron].Coefficient(feature).IsZero;

    /// <summary>True if an output does not depend on any feature that varies.</summary>
    public bool IsConstant(int stage, int neuron) => Enumerable.Range(0, box.Lower.Length).All(j => box.IsFixed(j) || IsFree(stage, neuron, j));

    /// <summary>True if the second form times denominator is the first times numerator on the box.</summary>
    public bool IsMultiple(int stage, int first, int second, BigInteger numerator, BigInteger denominator)
    {
        CheckedForm one = forms[stage - 1][first];
        var difference = new CheckedForm(box.Lower.Length, one.Exponent);
        difference.Add(numerator, one);
        difference.Add(-denominator, forms[stage - 1][second]);
        return difference.IsZeroOn(box);
    }
}
