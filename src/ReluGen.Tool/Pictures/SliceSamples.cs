using System.Collections.Generic;

namespace ReluGen.Tool.Pictures;

/// <summary>The samples whose values of x and y lie in a slice; their other features are left out.</summary>
/// <param name="Points">Coordinates of those that are drawn.</param>
/// <param name="InView">How many lie in the slice.</param>
/// <param name="Total">How many there are.</param>
internal sealed record SliceSamples(IReadOnlyList<PlanePoint> Points, long InView, long Total)
{
    // More dots than these hide what they lie on.
    private const int MostPoints = 5000;

    /// <summary>Projects rows on a slice.</summary>
    public static SliceSamples Of(Slice slice, IEnumerable<float[]> rows)
    {
        var points = new List<PlanePoint>();
        long inView = 0;
        long total = 0;
        foreach (float[] row in rows)
        {
            total++;
            var point = new PlanePoint(slice.UOf(row[slice.X]), slice.VOf(row[slice.Y]));
            if (point.U is >= 0 and <= 1 && point.V is >= 0 and <= 1)
            {
                inView++;
                if (points.Count < MostPoints)
                {
                    points.Add(point);
                }
            }
        }

        return new SliceSamples(points, inView, total);
    }
}
