using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Analysis.Regions.Exact;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// Decides what a neuron does in a cell: by its interval over the box, by the witness and the known vertices, by a walk to the
/// extreme vertex; what float64 cannot certify goes to <see cref="ExactDecider"/>. Serves one thread.
/// </summary>
internal sealed class CellDecider(FloatBox box, IntegerBox integers, bool keepProofs, CancellationToken cancellation)
{
    private const double FairShare = 0.05;

    private readonly VertexWalk walk = new(box.Lower, box.Upper, cancellation);
    private readonly double[] objective = new double[box.Dimension];
    private readonly FarkasBound farkas = new(box);
    private readonly WitnessFinder witnesses = new(box, cancellation);
    private readonly ExactDecider exact = new(integers, cancellation);

    /// <summary>How many vertices a cell remembers.</summary>
    private readonly int keepVertices = box.Dimension > 64 ? 16 : Math.Min(Math.Max(8 * box.Dimension, 16), 64);

    /// <summary>Decides neuron <paramref name="index"/> of <paramref name="forms"/> in <paramref name="cell"/>.</summary>
    public Verdict Decide(Cell cell, StageForms forms, int index)
    {
        FloatForms? inFloat = forms.Float;
        if (cell.Witness is null || inFloat is null)
        {
            return exact.Decide(cell, forms, index);
        }

        if (inFloat.IsZero(index))
        {
            return Verdict.Zero;
        }

        double noise = inFloat.Noise[index];
        inFloat.RangeOf(index, out double least, out double largest);
        if (least > noise)
        {
            return Verdict.OneByBox;
        }

        if (largest < -noise)
        {
            return Verdict.OffByBox;
        }

        double value = inFloat.ValueAt(index, cell.Witness);
        bool known = value > noise || value < -noise;
        if (!known && ExactDecider.IsZero(forms.Exact.Row(index)))
        {
            return Verdict.Zero;
        }

        var question = new Question(cell, forms, index, Math.Max(4 * noise, 1e-13 * (largest - least)));
        return known ? DecideOther(question, value > 0) : DecideBoth(question);
    }

    /// <summary>The witness lies on one side; is the other one empty?</summary>
    private Verdict DecideOther(Question question, bool positive)
    {
        Side other = Resolve(question, !positive);
        if (other.Proof is not null)
        {
            return Verdict.Empty(!positive, other.Proof);
        }

        // For room around its witness, this side too should know a vertex well inside it.
        WalkTo(question, positive);
        Cut cut = question.Cut(positive);
        var known = new Side { Witness = witnesses.Central(question.Cell, cut) ?? question.Cell.Witness, Cut = cut };
        return positive ? Split(question, known, other) : Split(question, other, known);
    }

    /// <summary>The witness lies too near to the neuron's hyperplane to tell its side.</summary>
    private Verdict DecideBoth(Question question)
    {
        Side active = Resolve(question, positive: true);
        if (active.Proof is not null)
        {
            return Verdict.Empty(positiveSide: true, active.Proof);
        }

        Side inactive = Resolve(question, positive: false);
        return inactive.Proof is not null
            ? Verdict.Empty(positiveSide: false, inactive.Proof)
            : Split(question, active, inactive);
    }

    /// <summary>Finds a certified point on a side, or a proof that there is none.</summary>
    private Side Resolve(Question question, bool positive)
    {
        VertexWalk.End end = WalkTo(question, positive);
        if (end == VertexWalk.End.Above)
        {
            Cut cut = question.Cut(positive);
            double[]? witness = witnesses.Central(question.Cell, cut);
            if (witness is not null)
            {
                return new Side { Witness = witness, Cut = cut };
            }
        }
        else if (end == VertexWalk.End.Optimal)
        {
            EmptyProof? proof =
                farkas.Prove(question.Cell, question.Forms.Float!, question.Index, positive, walk.Last, walk.Prices, keepProofs)
                ?? exact.ProveAt(walk.Last, question.Cell, question.Forms, question.Index, positive);
            if (proof is not null)
            {
                return new Side { Proof = proof };
            }
        }

        ExactPoint? point = exact.FindPoint(question.Cell, question.Forms, question.Index, positive, out EmptyProof? emptiness);
        return point is null ? new Side { Proof = emptiness } : new Side { Witness = box.FromExact(point), Exact = point };
    }

    /// <summary>
    /// Looks for a vertex on a side: above if one lies beyond the margin. One that lies barely on the side would give a witness
    /// without room for further cuts, so the walk goes on to the extreme vertex or a fair share of the cell's extent.
    /// </summary>
    private VertexWalk.End WalkTo(Question question, bool positive)
    {
        double sign = positive ? 1 : -1;
        FloatForms forms = question.Forms.Float!;
        Vertex farthest = question.Cell.Vertices[0];
        double best = double.NegativeInfinity;
        double worst = double.PositiveInfinity;
        foreach (Vertex vertex in question.Cell.Vertices)
        {
            double value = sign * forms.ValueAt(question.Index, vertex.Point);
            worst = Math.Min(worst, value);
            if (value > best)
            {
                best = value;
                farthest = vertex;
            }
        }

        double target = Math.Max(question.Margin, FairShare * (best - worst));
        if (best > target)
        {
            return VertexWalk.End.Above;
        }

        int at = question.Index * forms.Stride;
        for (int j = 0; j < objective.Length; j++)
        {
            objective[j] = sign * forms.Values[at + j];
        }

        List<Vertex> known = question.Cell.Vertices;
        VertexWalk.End end = walk.Run(question.Cell.Cuts, objective, sign * forms.Values[at + objective.Length], farthest, target, known, keepVertices);
        if (!(sign * forms.ValueAt(question.Index, walk.Last.Point) > question.Margin))
        {
            return end;
        }

        if (known.Count >= keepVertices)
        {
            known.Add(walk.Last);
        }

        return VertexWalk.End.Above;
    }

    private Verdict Split(Question question, Side active, Side inactive) => new(
        VerdictKind.Split,
        null,
        Part(question, positive: true, active),
        Part(question, positive: false, inactive));

    private Cell Part(Question question, bool positive, Side side)
    {
        Cell parent = question.Cell;
        Cell part = parent.Child(side.Cut ?? question.Cut(positive));
        part.Vertices = new List<Vertex>(parent.Vertices.Count);
        double sign = positive ? 1 : -1;
        foreach (Vertex vertex in parent.Vertices)
        {
            if (sign * question.Forms.Float!.ValueAt(question.Index, vertex.Point) > -question.Margin)
            {
                part.Vertices.Add(vertex);
            }
        }

        if (side.Witness is not null && part.Vertices.Count > 0)
        {
            part.Witness = side.Witness;
        }
        else
        {
            part.ExactWitness = side.Exact ?? box.ToExact(side.Witness!);
        }

        return part;
    }

    /// <summary>What is known of one side of a neuron in a cell: a point or a proof.</summary>
    private readonly record struct Side
    {
        public Cut? Cut { get; init; }

        public double[]? Witness { get; init; }

        public ExactPoint? Exact { get; init; }

        public EmptyProof? Proof { get; init; }
    }
}

/// <summary>The question what a neuron does in a cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Forms">The forms of the neuron's stage.</param>
/// <param name="Index">The neuron.</param>
/// <param name="Margin">Values at vertices beyond ± this count as on one side.</param>
internal readonly record struct Question(Cell Cell, StageForms Forms, int Index, double Margin)
{
    /// <summary>The constraint that one side adds to the cell.</summary>
    public Cut Cut(bool positive) => new(Forms, Index, positive, Cell.NextCut);
}
