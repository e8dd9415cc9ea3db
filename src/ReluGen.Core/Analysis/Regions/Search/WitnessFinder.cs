using System;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Finds points well inside one side of a cut cell and certifies them in float64.</summary>
internal sealed class WitnessFinder(FloatBox box)
{
    /// <summary>A point this far (in units where normals and widths are about 1) from all constraints needs no centring.</summary>
    private const double EnoughRoom = 1e-5;

    private const int CentringSteps = 6;

    /// <summary>
    /// The mean of the known vertices on the side, of the points where the others are seen across the cut, and of a point towards the
    /// cell's own witness. Null if no vertex lies on the side or if float64 does not certify the point.
    /// </summary>
    public double[]? Central(Cell cell, Cut side)
    {
        Vertex? top = null;
        double topValue = 0;
        foreach (Vertex vertex in cell.Vertices)
        {
            double value = side.ValueAt(vertex.Point);
            if (value > topValue)
            {
                topValue = value;
                top = vertex;
            }
        }

        if (top is null)
        {
            return null;
        }

        double[] towards = Towards(cell, side, top, topValue);
        double[] mean = Mean(cell, side, top, topValue, towards);
        return Certified(cell, side, mean) ?? Certified(cell, side, towards);
    }

    private static double[] Mean(Cell cell, Cut side, Vertex top, double topValue, double[] towards)
    {
        var mean = (double[])towards.Clone();
        foreach (Vertex vertex in cell.Vertices)
        {
            double value = side.ValueAt(vertex.Point);
            double share = value >= 0 ? 1 : topValue / (topValue - value);
            for (int j = 0; j < mean.Length; j++)
            {
                mean[j] += top.Point[j] + (share * (vertex.Point[j] - top.Point[j]));
            }
        }

        for (int j = 0; j < mean.Length; j++)
        {
            mean[j] /= cell.Vertices.Count + 1;
        }

        return mean;
    }

    /// <summary>
    /// A point between the vertex and the cell's witness, interior because the witness is: half way, or half way to the cut where the
    /// witness lies beyond it.
    /// </summary>
    private static double[] Towards(Cell cell, Cut side, Vertex top, double topValue)
    {
        double[] witness = cell.Witness!;
        double value = side.ValueAt(witness);
        double share = value >= 0 ? 0.5 : 0.5 * topValue / (topValue - value);
        var point = new double[witness.Length];
        for (int j = 0; j < point.Length; j++)
        {
            point[j] = top.Point[j] + (share * (witness[j] - top.Point[j]));
        }

        return point;
    }

    /// <summary>The point, moved away from constraints that are near, if rigorous bounds show that it is inside all of them; else null.</summary>
    private double[]? Certified(Cell cell, Cut side, double[] point)
    {
        for (int step = 0; step < CentringSteps && Nearest(cell, side, point, out Cut nearest) < EnoughRoom; step++)
        {
            Centre(cell, side, point, nearest.Normal);
        }

        return IsCertified(cell, side, point) ? point : null;
    }

    private static double Nearest(Cell cell, Cut side, double[] point, out Cut nearest)
    {
        nearest = side;
        double least = side.ValueAt(point);
        foreach (Cut cut in cell.Cuts)
        {
            double room = cut.ValueAt(point);
            if (room < least)
            {
                least = room;
                nearest = cut;
            }
        }

        return least;
    }

    /// <summary>Moves a point to the middle of the chord through it in a direction.</summary>
    private void Centre(Cell cell, Cut side, double[] point, double[] direction)
    {
        double forward = double.PositiveInfinity;
        double backward = double.PositiveInfinity;
        for (int j = 0; j < point.Length; j++)
        {
            Shorten(direction[j], point[j] - box.Lower[j], ref forward, ref backward);
            Shorten(-direction[j], box.Upper[j] - point[j], ref forward, ref backward);
        }

        ShortenBy(side, point, direction, ref forward, ref backward);
        foreach (Cut cut in cell.Cuts)
        {
            ShortenBy(cut, point, direction, ref forward, ref backward);
        }

        double move = (forward - backward) / 2;
        for (int j = 0; j < point.Length && !double.IsNaN(move) && !double.IsInfinity(move); j++)
        {
            point[j] += move * direction[j];
        }
    }

    private static void ShortenBy(Cut cut, double[] point, double[] direction, ref double forward, ref double backward)
    {
        double rate = 0;
        double[] normal = cut.Normal;
        for (int j = 0; j < direction.Length; j++)
        {
            rate += normal[j] * direction[j];
        }

        Shorten(rate, cut.ValueAt(point), ref forward, ref backward);
    }

    /// <summary>A room that changes by <paramref name="rate"/> a step allows room / |rate| steps in the direction in which it shrinks.</summary>
    private static void Shorten(double rate, double room, ref double forward, ref double backward)
    {
        double steps = Math.Max(room, 0) / Math.Abs(rate);
        if (rate < 0)
        {
            forward = Math.Min(forward, steps);
        }
        else if (rate > 0)
        {
            backward = Math.Min(backward, steps);
        }
    }

    /// <summary>True if rigorous bounds show that the point lies strictly inside all constraints, the side and the box.</summary>
    private bool IsCertified(Cell cell, Cut side, double[] point)
    {
        if (!(side.ValueAt(point) > side.Noise) || !box.IsInside(point))
        {
            return false;
        }

        foreach (Cut cut in cell.Cuts)
        {
            if (!(cut.ValueAt(point) > cut.Noise))
            {
                return false;
            }
        }

        return true;
    }
}
