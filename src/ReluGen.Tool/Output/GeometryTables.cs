using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;

namespace ReluGen.Tool.Output;

/// <summary>What <c>geometry</c> shows to a person.</summary>
internal static class GeometryTables
{
    // What does not fit a screen is in the JSON.
    private const int MostFacets = 20;
    private const int MostInputs = 20;
    private const int MostNumbers = 6;
    private const int NameColumn = 22;

    /// <summary>Writes a block a point.</summary>
    public static void Write(TextWriter output, Network network, IEnumerable<(float[] Point, RegionGeometry Geometry)> points, CancellationToken cancellation)
    {
        bool first = true;
        foreach ((float[] point, RegionGeometry geometry) in points)
        {
            if (!first)
            {
                output.WriteLine();
            }

            first = false;
            Write(output, network, point, geometry, cancellation);
        }
    }

    private static void Write(TextWriter output, Network network, float[] point, RegionGeometry geometry, CancellationToken cancellation)
    {
        Line("point", Vector(Array.ConvertAll(point, static value => (double)value)));
        Line("pattern", geometry.Pattern.ToString());
        Line("distance", $"{Short(geometry.Distance)} (Euclidean), {Short(geometry.MaximumDistance)} (every input at once)");
        Line("largest ball", geometry.LargestBall(cancellation) is { } ball ? $"radius {Short(ball.Radius)} about {Vector(ball.Centre)}" : "none: the region is unbounded, or has no interior");
        for (int j = 0; j < Math.Min(point.Length, MostInputs); j++)
        {
            Line(SafeText.OneLine(network.Inputs[j].Name), $"may fall by {Short(geometry.Ranges[j].Down)} and rise by {Short(geometry.Ranges[j].Up)}");
        }

        IReadOnlyList<RegionBoundary> facets = geometry.Facets(cancellation);
        Line("facets", facets.Count.ToString(CultureInfo.InvariantCulture));
        foreach (RegionBoundary facet in facets.Take(MostFacets))
        {
            string beyond = geometry.Neighbour(facet) is { } neighbour ? "beyond " + neighbour : "end of the domain";
            output.WriteLine($"  {Short(facet.Distance).PadRight(NameColumn - 2)}{SafeText.OneLine(facet.ToString())}, {beyond}");
        }

        if (facets.Count > MostFacets)
        {
            output.WriteLine(FormattableString.Invariant($"  … and {facets.Count - MostFacets} more (--json lists all)"));
        }

        void Line(string name, string value) => output.WriteLine(name.PadRight(NameColumn - 1) + " " + value);
    }

    private static string Vector(IReadOnlyList<double> values) =>
        "(" + string.Join(", ", values.Take(MostNumbers).Select(Short)) + (values.Count > MostNumbers ? ", …)" : ")");

    private static string Short(double value) => double.IsPositiveInfinity(value) ? "any amount" : value.ToString("G6", CultureInfo.InvariantCulture);
}
