using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Decides neurons in exact arithmetic: what float64 leaves open, and whole cells that hold no float64 point.</summary>
internal sealed class ExactDecider(IntegerBox box, CancellationToken cancellation)
{
    /// <summary>Decides a neuron in a cell that has an exact witness.</summary>
    public Verdict Decide(Cell cell, StageForms forms, int index)
    {
        BigInteger[] row = forms.Exact.Row(index);
        if (IsZero(row))
        {
            return Verdict.Zero;
        }

        if (box.Maximum(row).Sign <= 0)
        {
            return Verdict.OffByBox;
        }

        if (box.Maximum(SignedForm.Of(forms.Exact, index, positive: false).Row).Sign <= 0)
        {
            return Verdict.OneByBox;
        }

        int sign = cell.ExactWitness!.SignOf(row);
        EmptyProof? proof = null;
        ExactPoint? active = sign > 0 ? cell.ExactWitness : FindPoint(cell, forms, index, positive: true, out proof);
        if (active is null)
        {
            return Verdict.Empty(positiveSide: true, proof!);
        }

        ExactPoint? inactive = sign < 0 ? cell.ExactWitness : FindPoint(cell, forms, index, positive: false, out proof);
        return inactive is null
            ? Verdict.Empty(positiveSide: false, proof!)
            : new Verdict(VerdictKind.Split, null, Part(cell, forms, index, true, active), Part(cell, forms, index, false, inactive));
    }

    /// <summary>A point of the cell strictly on one side of a form; null with a proof if there is none.</summary>
    public ExactPoint? FindPoint(Cell cell, StageForms forms, int index, bool positive, out EmptyProof? proof)
    {
        var constraints = new SignedForm[cell.Cuts.Length + 1];
        for (int i = 0; i < cell.Cuts.Length; i++)
        {
            constraints[i] = cell.Cuts[i].Exact;
        }

        constraints[cell.Cuts.Length] = SignedForm.Of(forms.Exact, index, positive);
        var program = new InteriorProgram(box, constraints, cancellation);
        proof = program.Multipliers is null ? null : ProofOf(cell.Cuts, program.Multipliers);
        return program.Point;
    }

    /// <summary>
    /// Turns the optimal vertex of a float64 walk into an exact proof that a side is empty: solves for the multipliers of its cuts and
    /// checks their signs and the bound. Null where that vertex does not prove it.
    /// </summary>
    public EmptyProof? ProveAt(Vertex vertex, Cell cell, StageForms forms, int index, bool positive)
    {
        int count = vertex.Cuts.Length;
        SignedForm side = SignedForm.Of(forms.Exact, index, positive);
        SignedForm[] cuts = System.Array.ConvertAll(vertex.Cuts, i => cell.Cuts[i].Exact);
        var equations = new BigInteger[count][];
        for (int p = 0; p < count; p++)
        {
            equations[p] = new BigInteger[count + 1];
            for (int q = 0; q < count; q++)
            {
                equations[p][q] = cuts[q].Row[vertex.Free[p]];
            }

            equations[p][count] = -side.Row[vertex.Free[p]];
        }

        BigInteger denominator = IntegerSystem.Solve(equations);
        if (denominator.IsZero)
        {
            return null;
        }

        BigInteger[] multipliers = System.Array.ConvertAll(equations, equation => equation[count]);
        return IsProof(side, cuts, denominator, multipliers) ? ProofOf(vertex, cell, side, cuts, denominator, multipliers) : null;
    }

    /// <summary>True if all coefficients and the constant are zero.</summary>
    public static bool IsZero(BigInteger[] row) => System.Array.TrueForAll(row, coefficient => coefficient.IsZero);

    private static Cell Part(Cell cell, StageForms forms, int index, bool positive, ExactPoint witness)
    {
        Cell part = cell.Child(new Cut(forms, index, positive, cell.NextCut));
        part.ExactWitness = witness;
        return part;
    }

    private bool IsProof(SignedForm side, SignedForm[] cuts, BigInteger weight, BigInteger[] multipliers)
    {
        BigInteger[] sum = System.Array.ConvertAll(side.Row, coefficient => coefficient * weight);
        for (int q = 0; q < cuts.Length; q++)
        {
            if (multipliers[q].Sign < 0)
            {
                return false;
            }

            for (int j = 0; j < sum.Length; j++)
            {
                sum[j] += multipliers[q] * cuts[q].Row[j];
            }
        }

        return box.Maximum(sum).Sign <= 0;
    }

    /// <summary>The multipliers belong to integer rows; the proof wants those of the true forms, which differ by powers of two.</summary>
    private static EmptyProof ProofOf(Vertex vertex, Cell cell, SignedForm side, SignedForm[] cuts, BigInteger weight, BigInteger[] multipliers)
    {
        var terms = new List<EmptyProof.Term>();
        for (int q = 0; q < cuts.Length; q++)
        {
            if (!multipliers[q].IsZero)
            {
                terms.Add(new EmptyProof.Term(cell.Cuts[vertex.Cuts[q]].Number, new Dyadic(multipliers[q], -cuts[q].Exponent)));
            }
        }

        return new EmptyProof(new Dyadic(weight, -side.Exponent), terms.ToArray());
    }

    private static EmptyProof ProofOf(Cut[] cuts, Dyadic[] multipliers)
    {
        var terms = new List<EmptyProof.Term>();
        for (int i = 0; i < cuts.Length; i++)
        {
            if (multipliers[i].Sign != 0)
            {
                terms.Add(new EmptyProof.Term(cuts[i].Number, multipliers[i]));
            }
        }

        return new EmptyProof(multipliers[cuts.Length], terms.ToArray());
    }
}
