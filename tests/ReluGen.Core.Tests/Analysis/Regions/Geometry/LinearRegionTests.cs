using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Regions.Geometry;

/// <summary>Regions with equal maps, put together: the three counts of design/math.md 1.2, and unions whose shape is known by hand.</summary>
public sealed class LinearRegionTests
{
    // Oracle R8: 4 regions, 3 maps, 4 linear regions, since the two ends of the bump do not touch.
    [Fact]
    public void The_ends_of_the_bump_stay_apart()
    {
        IReadOnlyList<LinearRegion> linear = Of(Nets.Chain(([[1], [1], [1]], [0, -1, -2]), ([[1, -2, 1]], [0])), RegionDomain.Cube(1, -1, 3));

        Assert.Equal(["000", "100", "110", "111"], linear.Select(Text));
        Assert.Equal(3, linear.Select(static region => region.Map).Distinct().Count());
    }

    // Oracle R8: x = relu(x) - relu(-x), and relu(x) - relu(x).
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void What_only_looks_bent_is_one(double second)
    {
        LinearRegion all = Assert.Single(Of(Nets.Chain(([[1], [second]], [0, 0]), ([[1, -1]], [0])), RegionDomain.Cube(1, -1, 1)));

        Assert.True(all.IsConvex);
        Assert.Equal(2, all.Patterns.Count);
    }

    // min(relu x, relu y) is 0 on three quadrants: one linear region, an L, which no two convex parts less than these make.
    [Fact]
    public void A_union_that_is_not_convex_is_split()
    {
        Network network = Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[1, -1], [1, 0]], [0, 0]), ([[-1, 1]], [0]));

        IReadOnlyList<LinearRegion> linear = Of(network, RegionDomain.Cube(2, -1, 1));

        Assert.Equal(["0000 0100 | 1011", "1101", "1111"], linear.Select(Text));
        Assert.Equal([false, true, true], linear.Select(static region => region.IsConvex));
    }

    // A stage that is off is a large region of many patterns: relu(relu(x) + relu(y) - 3) in [-1, 1]^2 is 0 everywhere.
    [Fact]
    public void Four_quadrants_are_one_convex_region()
    {
        Network network = Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[1, 1]], [-3]), ([[1]], [0]));

        Assert.Equal("000 010 100 110", Text(Assert.Single(Of(network, RegionDomain.Cube(2, -1, 1)))));
    }

    // Oracle R10: 16 regions with 12 maps; equal ones lie at opposite sides of a vertex.
    [Fact]
    public void Tents_touch_in_points_only()
    {
        double[][] fold = [[2, -4, 0, 0], [2, -4, 0, 0], [0, 0, 2, -4], [0, 0, 2, -4]];
        Network network = Nets.Chain(([[1, 0], [1, 0], [0, 1], [0, 1]], [0, -0.5, 0, -0.5]), (fold, [0, -0.5, 0, -0.5]), ([[2, -4, 2, -4]], [0]));

        IReadOnlyList<LinearRegion> linear = Of(network, RegionDomain.Cube(2, 0, 1));

        Assert.Equal((16, 12), (linear.Count, linear.Select(static region => region.Map).Distinct().Count()));
    }

    [Fact]
    public void A_facet_changes_the_map_along_its_normal()
    {
        Network network = Nets.Random(5, 3, 6, 5, 2);
        RegionGeometry geometry = RegionGeometry.At(network, [0.25, -0.5, 0.125]);
        var maps = new ExactAffineMaps(network);
        double[] here = maps.Of(geometry.Pattern).RoundedWeights();
        Assert.NotEmpty(geometry.Facets());
        foreach (RegionBoundary facet in geometry.Facets())
        {
            FacetCrossing crossing = geometry.Crossing(facet, maps)!;
            double[] change = [.. maps.Of(crossing.Neighbour).RoundedWeights().Zip(here, static (beyond, before) => beyond - before)];

            // The change is the jump times a unit vector, the same one for both outputs.
            for (int o = 0; o < 2; o++)
            {
                double length = System.Math.Sqrt(change.Skip(3 * o).Take(3).Sum(static v => v * v));
                Assert.Equal(length, System.Math.Abs(crossing.Jumps[o]), 1e-9);
            }

            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(change[j] * crossing.Jumps[1], change[3 + j] * crossing.Jumps[0], 1e-9);
            }
        }
    }

    // |x| falls by 1 a step before 0 and rises by 1 beyond.
    [Fact]
    public void The_jump_of_the_absolute_value_is_two()
    {
        Network network = Nets.Shallow([[1], [-1]], [0, 0]);
        RegionGeometry geometry = RegionGeometry.At(network, [0.5], RegionDomain.Cube(1, -1, 1));

        FacetCrossing?[] crossings = [.. geometry.Boundaries.Select(boundary => geometry.Crossing(boundary, new ExactAffineMaps(network)))];

        Assert.Equal("01", crossings[0]!.Neighbour.ToString());
        Assert.Equal([2], crossings[0]!.Jumps);
        Assert.Null(crossings[1]);
    }

    private static IReadOnlyList<LinearRegion> Of(Network network, RegionDomain domain) =>
        LinearRegions.Of(network, domain, RegionEnumerator.Run(network, domain).Regions);

    private static string Text(LinearRegion region) => string.Join(" | ", region.ConvexParts.Select(static part => string.Join(' ', part)));
}
