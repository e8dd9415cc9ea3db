using System;
using System.Threading;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Finds points well inside one side of a cut cell and certifies them in float64.</summary>
internal sealed class WitnessFinder(FloatBox box, CancellationToken cancellation)
{
    /// <summary>A point this far from all constraints, in units where normals and widths are about 1, needs no better one.</summary>
    private const double EnoughRoom = 1e-6;

    private readonly CentreProgram centres = new(box, cancellation);

    /// <summary>
    /// The mean of the known vertices on the side, of the points where the others are seen across the cut, and of a point towards the
    /// cell's own witness; where that leaves little room, the centre. Null if no vertex lies on the side or if float64 does not certify the point.
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

        double[] mean = Mean(cell, side, top, topValue);
        double room = Room(cell, side, mean);
        if (!(room > EnoughRoom))
        {
            double[] centre = centres.Solve(cell, side, top);
            mean = Room(cell, side, centre) > room ? centre : mean;
        }

        return IsCertified(cell, side, mean) ? mean : null;
    }

    private static double[] Mean(Cell cell, Cut side, Vertex top, double topValue)
    {
        var mean = Towards(cell, side, top, topValue);
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

    /// <summary>The least room that a constraint or a face of the box leaves.</summary>
    private double Room(Cell cell, Cut side, double[] point)
    {
        double least = side.ValueAt(point);
        foreach (Cut cut in cell.Cuts)
        {
            least = Math.Min(least, cut.ValueAt(point));
        }

        for (int j = 0; j < point.Length; j++)
        {
            least = Math.Min(least, Math.Min(point[j] - box.Lower[j], box.Upper[j] - point[j]));
        }

        return least;
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
