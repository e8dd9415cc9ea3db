using System;
using System.Threading;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// Finds a point far from all constraints of a cell: the linear program max t such that every constraint keeps at least t, solved
/// by a walk in one dimension more that starts at a known vertex with t = 0; then a move away from the faces of the box.
/// </summary>
internal sealed class CentreProgram
{
    private readonly VertexWalk walk;
    private readonly double[] objective;
    private readonly double[] middle;

    public CentreProgram(FloatBox box, CancellationToken cancellation)
    {
        int d = box.Dimension;
        walk = new VertexWalk([.. box.Lower, 0], [.. box.Upper, 1], cancellation);
        objective = new double[d + 1];
        objective[d] = 1;
        middle = box.Centre();
    }

    /// <summary>A point of the side of a cell that leaves much room, as far as the walk comes.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="side">The constraint that a neuron adds.</param>
    /// <param name="start">A vertex of the cell on that side.</param>
    public double[] Solve(Cell cell, Cut side, Vertex start)
    {
        // The cuts keep their places, so that the vertex's own stay right.
        var planes = new Plane[cell.Cuts.Length + 1];
        for (int i = 0; i < cell.Cuts.Length; i++)
        {
            planes[i] = Lift(cell.Cuts[i]);
        }

        planes[cell.Cuts.Length] = Lift(side);
        walk.Run(planes, objective, 0, start with { Point = [.. start.Point, 0] }, double.PositiveInfinity, null, 0);
        double[] point = walk.Last.Point.AsSpan(0, middle.Length).ToArray();
        LeaveFaces(cell, side, point);
        return point;
    }

    /// <summary>normal·x + offset − t.</summary>
    private static Plane Lift(Cut cut) => new([.. cut.Normal, -1], cut.Offset);

    /// <summary>Moves towards the middle of the box as far as every constraint keeps half of its room.</summary>
    private void LeaveFaces(Cell cell, Cut side, double[] point)
    {
        double share = Math.Min(0.5, ShareOf(side, point));
        foreach (Cut cut in cell.Cuts)
        {
            share = Math.Min(share, ShareOf(cut, point));
        }

        for (int j = 0; j < point.Length; j++)
        {
            point[j] += share * (middle[j] - point[j]);
        }
    }

    private double ShareOf(Cut cut, double[] point)
    {
        double room = Math.Max(cut.ValueAt(point), 0);
        double there = cut.ValueAt(middle);
        return there >= room / 2 ? 1 : 0.5 * room / (room - there);
    }
}
