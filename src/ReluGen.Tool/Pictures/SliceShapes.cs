using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Tool.Pictures;

/// <summary>A part of a region in which one choice holds.</summary>
/// <param name="Choice">The output that decides; 0 and 1 are "not above zero" and "above zero" of a single output.</param>
/// <param name="IsOdd">True if an odd number of neurons is active: regions on the two sides of one neuron's boundary differ in it.</param>
/// <param name="Pattern">The region's pattern.</param>
/// <param name="Corners">The part's polygon.</param>
internal sealed record ShapeCell(int Choice, bool IsOdd, string Pattern, PlanePoint[] Corners);

/// <summary>What is drawn of the regions of a slice.</summary>
/// <param name="Cells">The parts of regions, with their fill.</param>
/// <param name="Outlines">The polygons of regions.</param>
/// <param name="Boundary">The decision boundary, in pieces.</param>
internal sealed record SliceShapes(
    IReadOnlyList<ShapeCell> Cells,
    IReadOnlyList<PlanePoint[]> Outlines,
    IReadOnlyList<(PlanePoint From, PlanePoint To)> Boundary)
{
    /// <summary>The shapes of regions; those too thin to be seen are left out.</summary>
    public static SliceShapes Of(Network network, Slice slice, IEnumerable<Region> regions, CancellationToken cancellation)
    {
        var cells = new List<ShapeCell>();
        var outlines = new List<PlanePoint[]>();
        var boundary = new List<(PlanePoint From, PlanePoint To)>();
        foreach (BitPattern pattern in regions.Select(static region => region.Pattern))
        {
            cancellation.ThrowIfCancellationRequested();
            SliceForms forms = SliceForms.Of(network, slice, pattern);
            PlanePoint[] outline = ConvexPolygon.OfRegion(forms, pattern);
            if (outline.Length == 0)
            {
                continue;
            }

            outlines.Add(outline);
            PlaneForm[] scores = Decision.Scores(forms.Outputs);
            foreach ((int choice, PlanePoint[] corners) in Decision.Cells(outline, scores))
            {
                cells.Add(new ShapeCell(choice, IsOdd(pattern), pattern.ToString(), corners));
                boundary.AddRange(Decision.Boundary(choice, corners, scores));
            }
        }

        return new SliceShapes(cells, outlines, boundary);
    }

    private static bool IsOdd(BitPattern pattern)
    {
        int count = 0;
        foreach (ulong word in pattern.Words)
        {
            count += BitOperations.PopCount(word);
        }

        return count % 2 != 0;
    }
}
