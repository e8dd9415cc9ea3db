using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>
/// Replays a proof tree in exact arithmetic, with no linear programming and none of the search's code. At a cut, points on
/// neither side have an empty interior; a bit without a cut needs a proof that its other side is empty; so every interior point
/// off the hyperplanes lies in one of the regions at the leaves, and each of these has a witness.
/// </summary>
internal sealed class CertificateChecker
{
    private readonly RegionDomain domain;
    private readonly CheckedNetwork network;
    private readonly CheckedBox box;
    private readonly CancellationToken cancellation;

    /// <summary>Constraints of the current cell; the half-spaces of the domain come first.</summary>
    private readonly List<CheckedForm> constraints = [];

    /// <summary>Bits of the current cell, and which of them belong to forms that are zero.</summary>
    private readonly List<bool> bits = [];
    private readonly List<bool> zero = [];

    /// <summary>Forms of the stages entered so far.</summary>
    private readonly List<CheckedForm[]> forms = [];
    private readonly int[] firstBits;
    private readonly int neurons;

    public CertificateChecker(Network network, RegionDomain domain, CancellationToken cancellation)
    {
        this.domain = domain;
        this.cancellation = cancellation;
        this.network = new CheckedNetwork(network);
        box = new CheckedBox(domain);
        firstBits = new int[this.network.StageCount + 1];
        for (int l = 0; l < this.network.StageCount; l++)
        {
            firstBits[l + 1] = firstBits[l] + this.network.WidthOf(l);
        }

        neurons = network.HiddenNeuronCount;
        constraints.AddRange(domain.HalfSpaces.Select(FormOf));
    }

    /// <summary>The regions of the tree in its order; every claim of the tree is checked on the way.</summary>
    /// <exception cref="InvalidDataException">A claim is wrong; the message says which.</exception>
    public IEnumerable<Region> Replay(ProofNode root)
    {
        var open = new Stack<(ProofNode Node, int Bits, int Constraints, bool? Cut)>();
        open.Push((root, 0, constraints.Count, null));
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (ProofNode node, int bitCount, int constraintCount, bool? cut) = open.Pop();
            Truncate(bits, bitCount);
            Truncate(zero, bitCount);
            Truncate(constraints, constraintCount);
            if (cut is { } active)
            {
                AddCut(active);
            }

            Replay(node.Steps);
            if (node.Region is not null)
            {
                CheckRegion(node.Region);
                yield return node.Region;
            }
            else
            {
                Require(node.One is not null && node.Off is not null, "a cell has neither parts nor a region");
                Require(bits.Count < neurons, "a cell is cut although no neuron is left");
                open.Push((node.Off!, bits.Count, constraints.Count, false));
                open.Push((node.One!, bits.Count, constraints.Count, true));
            }
        }
    }

    private void AddCut(bool active)
    {
        CheckedForm side = Signed(CurrentForm(), active);
        constraints.Add(side);
        bits.Add(active);
        zero.Add(false);
    }

    private void Replay(IReadOnlyList<byte> steps)
    {
        var reader = new ProofStepReader(steps);
        while (reader.Read(out ProofStep step))
        {
            Require(bits.Count < neurons, "there are more decisions than neurons");
            CheckedForm form = CurrentForm();
            bool bit = step is ProofStep.One or ProofStep.OneByBox;
            if (step == ProofStep.Zero)
            {
                Require(form.IsZeroOn(box), "its form is not zero");
            }
            else
            {
                CheckEmpty(Signed(form, !bit), reader.Proof!);
            }

            bits.Add(bit);
            zero.Add(step == ProofStep.Zero);
        }
    }

    /// <summary>Farkas: non-negative multiples of forms that are all positive cannot add up to a form that is at most 0 on the box.</summary>
    private void CheckEmpty(CheckedForm side, EmptyProof proof)
    {
        Require(proof.Weight.Sign > 0, "the weight of the side is not positive");
        int exponent = proof.Weight.Exponent + side.Exponent;
        foreach (EmptyProof.Term term in proof.Terms)
        {
            Require(term.Constraint >= 0 && term.Constraint < constraints.Count, "a multiplier names a constraint that the cell does not have");
            Require(term.Multiplier.Sign >= 0, "a multiplier is negative");
            exponent = Math.Min(exponent, term.Multiplier.Exponent + constraints[term.Constraint].Exponent);
        }

        var sum = new CheckedForm(domain.FeatureCount, exponent);
        sum.Add(proof.Weight.Mantissa << (proof.Weight.Exponent + side.Exponent - exponent), side);
        foreach (EmptyProof.Term term in proof.Terms)
        {
            CheckedForm constraint = constraints[term.Constraint];
            sum.Add(term.Multiplier.Mantissa << (term.Multiplier.Exponent + constraint.Exponent - exponent), constraint);
        }

        Require(sum.MaximumOn(box).Sign <= 0, "the multipliers do not show that the other side is empty");
    }

    private void CheckRegion(Region region)
    {
        Require(bits.Count == neurons, "a region has undecided neurons");
        Dyadic[] witness = region.Witness.ToArray();
        Require(witness.Length == domain.FeatureCount, "a witness has the wrong number of features");
        for (int j = 0; j < witness.Length; j++)
        {
            Dyadic low = Dyadic.Of(domain.Lower[j]);
            Dyadic high = Dyadic.Of(domain.Upper[j]);
            Require(low == high ? witness[j] == low : low < witness[j] && witness[j] < high, "a witness lies outside the domain's interior");
        }

        for (int i = 0; i < domain.HalfSpaces.Count; i++)
        {
            Require(constraints[i].SignAt(witness) > 0, "a witness lies outside a half-space");
        }

        int[] signs = network.SignsAt(witness);
        for (int i = 0; i < signs.Length; i++)
        {
            Require(zero[i] ? signs[i] == 0 : signs[i] == (bits[i] ? 1 : -1), "a witness lies on the wrong side of neuron " + i);
            Require(region.Pattern[i] == bits[i], "a region's pattern is not that of its place in the tree");
        }
    }

    /// <summary>The form of the next neuron; computes those of its stage when that begins.</summary>
    private CheckedForm CurrentForm()
    {
        int stage = 0;
        while (bits.Count >= firstBits[stage + 1])
        {
            stage++;
        }

        Truncate(forms, bits.Count == firstBits[stage] ? stage : stage + 1);
        while (forms.Count <= stage)
        {
            forms.Add(network.Forms(forms.Count, forms, bits));
        }

        return forms[stage][bits.Count - firstBits[stage]];
    }

    private CheckedForm Signed(CheckedForm form, bool positive)
    {
        var signed = new CheckedForm(domain.FeatureCount, form.Exponent);
        signed.Add(positive ? BigInteger.One : BigInteger.MinusOne, form);
        return signed;
    }

    private CheckedForm FormOf(HalfSpace halfSpace)
    {
        Dyadic offset = Dyadic.Of(halfSpace.Offset);
        Dyadic[] normal = halfSpace.Normal.Select(Dyadic.Of).ToArray();
        int exponent = normal.Aggregate(offset.Exponent, (least, value) => Math.Min(least, value.Exponent));
        var form = new CheckedForm(domain.FeatureCount, exponent);
        form.AddConstant(offset.ToInteger(exponent));
        for (int j = 0; j < normal.Length; j++)
        {
            form.AddCoefficient(j, -normal[j].ToInteger(exponent));
        }

        return form;
    }

    private static void Truncate<T>(List<T> list, int count)
    {
        if (list.Count > count)
        {
            list.RemoveRange(count, list.Count - count);
        }
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException("At neuron " + bits.Count + ": " + otherwise + ".");
        }
    }
}
