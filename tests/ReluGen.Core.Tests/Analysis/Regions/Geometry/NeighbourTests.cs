using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Regions.Geometry;

/// <summary>Facets and neighbours against the enumeration, which finds regions in another way; distances against points.</summary>
public sealed class NeighbourTests
{
    public static TheoryData<string> Degenerate()
    {
        var data = new TheoryData<string>();
        string[] folders = DataFolder.Root is null ? [] : Directory.GetDirectories(DataFolder.Of("degenerate"));
        foreach (string folder in folders.Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileName(folder));
        }

        return data;
    }

    [DataTheory]
    [MemberData(nameof(Degenerate))]
    public void Facets_connect_all_regions_of_networks_with_defects(string id)
    {
        RegionReference reference = RegionReference.Degenerate(id);
        AssertConnected(reference.Network(), reference.Domain);
    }

    [DataTheory]
    [InlineData("intnet_03")]
    [InlineData("intnet_15")]
    [InlineData("intnet_18")]
    [InlineData("titanic_paper")]
    public void Facets_connect_all_regions_of_the_reference(string id)
    {
        RegionReference reference = RegionReference.Regions(id);
        AssertConnected(reference.Network(), reference.Domain);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void Facets_connect_all_regions_of_random_networks(int seed, int inputs) =>
        AssertConnected(Nets.Random(seed, inputs, 6, 4, 1), RegionDomain.Cube(inputs, -1, 1));

    /// <summary>
    /// From one region over facets every region is reached, since the domain is convex (a facet that is missed would cut some off), and
    /// none that the enumeration does not have (a phantom). Neighbours are mutual.
    /// </summary>
    private static void AssertConnected(Network network, RegionDomain domain)
    {
        Dictionary<string, Region> regions = RegionEnumerator.Run(network, domain).Regions.ToDictionary(static region => region.Pattern.ToString());
        Assert.All(regions.Values, static region => Assert.True(region.IsPointExact));
        var neighbours = new Dictionary<string, HashSet<string>>();
        var open = new Stack<string>([regions.Keys.First()]);
        while (open.Count > 0)
        {
            string pattern = open.Pop();
            if (neighbours.ContainsKey(pattern))
            {
                continue;
            }

            RegionGeometry geometry = RegionGeometry.At(network, regions[pattern].Point, domain);
            Assert.Equal(pattern, geometry.Pattern.ToString());
            neighbours[pattern] = geometry.Facets().Select(geometry.Neighbour).OfType<object>().Select(static p => p.ToString()!).ToHashSet();
            Assert.All(neighbours[pattern], next => Assert.Contains(next, regions.Keys));
            InscribedBall ball = geometry.LargestBall()!;
            Assert.InRange(ball.Radius, geometry.Distance, ball.UpperBound);
            Assert.InRange(ball.UpperBound - ball.Radius, 0, 1e-9 * ball.UpperBound);
            foreach (string next in neighbours[pattern])
            {
                open.Push(next);
            }
        }

        Assert.Equal(regions.Count, neighbours.Count);
        Assert.All(neighbours, pair => Assert.All(pair.Value, next => Assert.Contains(pair.Key, neighbours[next])));
    }

    [Theory]
    [InlineData(3, 2, 12, 8)]
    [InlineData(4, 5, 20, 20)]
    [InlineData(5, 10, 30, 10)]
    public void The_pattern_holds_up_to_the_distance_and_changes_beyond_the_nearest_boundary(int seed, params int[] widths)
    {
        Network network = Nets.Random(seed, [.. widths, 1]);
        var random = new Random(seed);
        for (int trial = 0; trial < 20; trial++)
        {
            double[] point = Enumerable.Range(0, widths[0]).Select(_ => (random.NextDouble() * 2) - 1).ToArray();
            RegionGeometry geometry = RegionGeometry.At(network, point);
            for (int i = 0; i < 5; i++)
            {
                double[] direction = point.Select(_ => random.NextDouble() - 0.5).ToArray();
                double norm = Math.Sqrt(direction.Sum(static v => v * v));
                Assert.Equal(geometry.Pattern, PatternAt(network, point, direction, geometry.Distance * (1 - 1e-9) / norm));
                double[] corner = direction.Select(static v => (double)Math.Sign(v)).ToArray();
                Assert.Equal(geometry.Pattern, PatternAt(network, point, corner, geometry.MaximumDistance * (1 - 1e-9)));
            }

            int j = random.Next(point.Length);
            double[] axis = point.Select((_, k) => k == j ? 1.0 : 0).ToArray();
            double up = Math.Min(geometry.Ranges[j].Up, 1e6);
            Assert.Equal(geometry.Pattern, PatternAt(network, point, axis, up * (1 - 1e-9)));
            Assert.Equal(up < 1e6, geometry.Pattern != PatternAt(network, point, axis, up * (1 + 1e-9)));

            // Straight through the nearest boundary: against its normal, which the exact row has.
            RegionBoundary nearest = geometry.Boundaries[0];
            double[] normal = nearest.Row.SkipLast(1).Select(static a => -(double)a).ToArray();
            double length = Math.Sqrt(normal.Sum(static v => v * v));
            Assert.Equal(geometry.Neighbour(nearest), PatternAt(network, point, normal.Select(v => v / length).ToArray(), nearest.Distance * (1 + 1e-9)));
        }
    }

    private static object PatternAt(Network network, double[] point, double[] direction, double step) =>
        RegionGeometry.At(network, point.Zip(direction, (x, v) => x + (step * v)).ToArray()).Pattern;
}
