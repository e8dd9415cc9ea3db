using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>Where the replay of a proof tree stands: the cell's bits, its constraints and the forms of its neurons. Serves one thread.</summary>
internal sealed class CellReplay
{
    private readonly CheckedProblem problem;

    /// <summary>Constraints of the current cell, each a form and the side on which it lies; the half-spaces of the domain come first.</summary>
    private readonly List<(CheckedForm Form, bool Positive)> constraints;

    /// <summary>Bits of the current cell, and which of them belong to forms that are zero.</summary>
    private readonly List<bool> bits;
    private readonly List<bool> zero;

    /// <summary>Forms of the stages entered so far.</summary>
    private readonly List<CheckedForm[]> forms;

    /// <summary>The whole domain.</summary>
    public CellReplay(CheckedProblem problem)
    {
        this.problem = problem;
        constraints = [];
        foreach (CheckedForm halfSpace in problem.HalfSpaces)
        {
            constraints.Add((halfSpace, true));
        }

        bits = [];
        zero = [];
        forms = [];
    }

    private CellReplay(CellReplay other)
    {
        problem = other.problem;
        constraints = [.. other.constraints];
        bits = [.. other.bits];
        zero = [.. other.zero];
        forms = [.. other.forms];
    }

    /// <summary>The cell, to be returned to.</summary>
    public Mark Here => new(bits.Count, constraints.Count);

    /// <summary>A replay of its own that stands at the same cell.</summary>
    public CellReplay Copy() => new(this);

    /// <summary>Goes back to a cell on the way to this one.</summary>
    public void Return(Mark mark)
    {
        Truncate(bits, mark.Bits);
        Truncate(zero, mark.Bits);
        Truncate(constraints, mark.Constraints);
    }

    /// <summary>Enters the side of the next neuron's cut on which it is active, or the other one.</summary>
    public void Enter(bool active)
    {
        constraints.Add((CurrentForm(), active));
        bits.Add(active);
        zero.Add(false);
    }

    /// <summary>Checks what the node claims: the bits of neurons that do not cut the cell, and its region if no neuron is left.</summary>
    /// <exception cref="InvalidDataException">A claim is wrong.</exception>
    public void Check(ProofNode node)
    {
        var reader = new ProofStepReader(node.Steps);
        while (reader.Read(out ProofStep step))
        {
            Require(bits.Count < problem.Neurons, "there are more decisions than neurons");
            CheckedForm form = CurrentForm();
            bool bit = step is ProofStep.One or ProofStep.OneByBox;
            if (step == ProofStep.Zero)
            {
                Require(form.IsZeroOn(problem.Box), "its form is not zero");
            }
            else
            {
                CheckEmpty(form, positive: !bit, reader.Proof!);
            }

            bits.Add(bit);
            zero.Add(step == ProofStep.Zero);
        }

        if (node.Region is not null)
        {
            CheckRegion(node.Region);
        }
        else
        {
            Require(node.One is not null && node.Off is not null, "a cell has neither parts nor a region");
            Require(bits.Count < problem.Neurons, "a cell is cut although no neuron is left");
        }
    }

    /// <summary>Farkas: non-negative multiples of forms that are all positive cannot add up to a form that is at most 0 on the box.</summary>
    private void CheckEmpty(CheckedForm side, bool positive, EmptyProof proof)
    {
        Require(proof.Weight.Sign > 0, "the weight of the side is not positive");
        int exponent = proof.Weight.Exponent + side.Exponent;
        foreach (EmptyProof.Term term in proof.Terms)
        {
            Require(term.Constraint >= 0 && term.Constraint < constraints.Count, "a multiplier names a constraint that the cell does not have");
            Require(term.Multiplier.Sign >= 0, "a multiplier is negative");
            exponent = Math.Min(exponent, term.Multiplier.Exponent + constraints[term.Constraint].Form.Exponent);
        }

        bool shown = proof.Terms.Length == 0 ? side.IsNowherePositive(problem.Box, positive) : Sum().IsNowherePositive(problem.Box, positive: true);
        Require(shown, "the multipliers do not show that the other side is empty");

        CheckedForm Sum()
        {
            var sum = new CheckedForm(problem.Features, exponent);
            Add(proof.Weight, side, positive);
            foreach (EmptyProof.Term term in proof.Terms)
            {
                (CheckedForm constraint, bool constraintPositive) = constraints[term.Constraint];
                Add(term.Multiplier, constraint, constraintPositive);
            }

            return sum;

            void Add(Dyadic multiplier, CheckedForm form, bool sign)
            {
                BigInteger factor = multiplier.Mantissa << (multiplier.Exponent + form.Exponent - exponent);
                sum.Add(sign ? factor : -factor, form);
            }
        }
    }

    /// <summary>
    /// The forms are the pre-activations wherever all bits of the stages before are right, so the signs of all forms at the witness,
    /// taken stage by stage, show that its pattern is the cell's.
    /// </summary>
    private void CheckRegion(Region region)
    {
        Require(bits.Count == problem.Neurons && region.Pattern.Length == bits.Count, "a region has undecided neurons");
        Dyadic[] witness = [.. region.Witness];
        Require(witness.Length == problem.Features, "a witness has the wrong number of features");
        Require(problem.IsInterior(witness), "a witness lies outside the domain's interior");
        var point = new CheckedPoint(witness);
        foreach (CheckedForm halfSpace in problem.HalfSpaces)
        {
            Require(halfSpace.SignAt(point) > 0, "a witness lies outside a half-space");
        }

        int i = 0;
        foreach (CheckedForm[] stage in forms)
        {
            foreach (CheckedForm form in stage)
            {
                int sign = form.SignAt(point);
                Require(zero[i] ? sign == 0 : sign == (bits[i] ? 1 : -1), "a witness lies on the wrong side of neuron " + i);
                Require(region.Pattern[i] == bits[i], "a region's pattern is not that of its place in the tree");
                i++;
            }
        }

        Require(i == bits.Count, "a region has undecided neurons");
    }

    /// <summary>The form of the next neuron; computes those of its stage when that begins.</summary>
    private CheckedForm CurrentForm()
    {
        int stage = 0;
        while (bits.Count >= problem.FirstBit(stage + 1))
        {
            stage++;
        }

        Truncate(forms, bits.Count == problem.FirstBit(stage) ? stage : stage + 1);
        while (forms.Count <= stage)
        {
            forms.Add(problem.Network.Forms(forms.Count, forms, bits));
        }

        return forms[stage][bits.Count - problem.FirstBit(stage)];
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

    /// <summary>A cell on the way to the current one.</summary>
    internal readonly record struct Mark(int Bits, int Constraints);
}
