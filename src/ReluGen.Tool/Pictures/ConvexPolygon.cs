using System;
using System.Collections.Generic;
using ReluGen.Core.Patterns;

namespace ReluGen.Tool.Pictures;

/// <summary>Convex polygons of a slice, as their corners in order. Clipped in float64: good for a picture, no proof.</summary>
internal static class ConvexPolygon
{
    // A thousandth of a pixel squared, or so: nothing that anybody sees.
    private const double LeastArea = 1e-10;

    /// <summary>The whole slice.</summary>
    public static PlanePoint[] Square => [new(0, 0), new(1, 0), new(1, 1), new(0, 1)];

    /// <summary>The polygon of a region; empty if it is too thin to be seen.</summary>
    public static PlanePoint[] OfRegion(SliceForms forms, BitPattern pattern)
    {
        PlanePoint[] polygon = Square;
        for (int i = 0; i < forms.Neurons.Length && polygon.Length > 0; i++)
        {
            polygon = Clip(polygon, pattern[i] ? forms.Neurons[i] : -forms.Neurons[i]);
        }

        return IsVisible(polygon) ? polygon : [];
    }

    /// <summary>The part of a polygon on which a form is not negative.</summary>
    public static PlanePoint[] Clip(PlanePoint[] polygon, PlaneForm form)
    {
        double[] values = Array.ConvertAll(polygon, form.At);
        if (Array.TrueForAll(values, value => value >= -form.Tolerance))
        {
            return polygon;
        }

        var clipped = new List<PlanePoint>(polygon.Length + 1);
        for (int i = 0; i < polygon.Length; i++)
        {
            int next = (i + 1) % polygon.Length;
            if (values[i] >= 0)
            {
                clipped.Add(polygon[i]);
            }

            if ((values[i] > 0 && values[next] < 0) || (values[i] < 0 && values[next] > 0))
            {
                clipped.Add(polygon[i].Towards(polygon[next], values[i] / (values[i] - values[next])));
            }
        }

        return clipped.Count < 3 ? [] : [.. clipped];
    }

    /// <summary>True if the polygon is large enough to be drawn.</summary>
    public static bool IsVisible(PlanePoint[] polygon)
    {
        double twice = 0;
        for (int i = 0; i < polygon.Length; i++)
        {
            PlanePoint a = polygon[i];
            PlanePoint b = polygon[(i + 1) % polygon.Length];
            twice += (a.U * b.V) - (b.U * a.V);
        }

        return Math.Abs(twice) > 2 * LeastArea;
    }
}
