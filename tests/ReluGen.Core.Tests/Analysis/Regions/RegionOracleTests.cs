using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>The region oracles R1 to R14 of design/math.md 8.1, each by the fast and by the exact search, certified.</summary>
public sealed class RegionOracleTests
{
    [Theory]
    [InlineData(2, 3, 30, 7)]
    [InlineData(2, 4, 60, 11)]
    [InlineData(2, 5, 60, 16)]
    [InlineData(2, 6, 100, 22)]
    [InlineData(3, 4, 200, 15)]
    [InlineData(3, 5, 200, 26)]
    public void R1_hyperplanes_in_general_position(int dimension, int count, double half, int regions) =>
        Check(MomentCurve(dimension, count, central: false), RegionDomain.Cube(dimension, -half, half), regions, regions);

    [Theory]
    [InlineData(2, 5, 10)]
    [InlineData(3, 4, 14)]
    [InlineData(3, 5, 22)]
    public void R2_hyperplanes_through_one_point(int dimension, int count, int regions) =>
        Check(MomentCurve(dimension, count, central: true), RegionDomain.Cube(dimension, -1, 1), regions);

    [Fact]
    public void R3_orthants()
    {
        double[][] identity = Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 4).Select(j => i == j ? 1.0 : 0).ToArray()).ToArray();
        Check(Nets.Shallow(identity, new double[4]), RegionDomain.Cube(4, -1, 1), 16, 16);
    }

    [Fact]
    public void R4_parallel_hyperplanes() =>
        Check(Nets.Shallow(Enumerable.Repeat(new double[] { 1, 0 }, 5).ToArray(), [-1, -2, -3, -4, -5]), new RegionDomain([0, 0], [6, 1]), 6, 6);

    [Fact]
    public void R5_a_grid() =>
        Check(Nets.Shallow([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], [-1, -2, -1, -2, -3]), RegionDomain.Cube(2, 0, 4), 12, 12);

    [Theory]
    [InlineData(3, 1, 3)]
    [InlineData(3, 2, 9)]
    [InlineData(3, 3, 27)]
    [InlineData(4, 2, 16)]
    public void R6_a_zig_zag(int pieces, int layers, int regions)
    {
        // The breakpoints i/p are not float32 numbers, so x and the activations are taken p-fold: z_i = p·x − i.
        double[] alternating = Enumerable.Range(0, pieces).Select(i => i == 0 ? 1.0 : i % 2 == 1 ? -2 : 2).ToArray();
        double[][] later = Enumerable.Repeat(alternating.Select(v => v * pieces).ToArray(), pieces).ToArray();
        double[] bias = Enumerable.Range(0, pieces).Select(i => -(double)i).ToArray();
        var chain = Enumerable.Range(0, layers)
            .Select(l => (l == 0 ? Enumerable.Repeat(new double[] { pieces }, pieces).ToArray() : later, bias))
            .Append(([alternating], new double[] { 0 }));
        Check(Nets.Chain(chain.ToArray()), RegionDomain.Cube(1, 0, 1), regions);
    }

    [Fact]
    public void R7_the_absolute_value_has_no_region_at_its_kink()
    {
        RegionEnumeration result = Check(Nets.Shallow([[1], [-1]], [0, 0]), RegionDomain.Cube(1, -1, 1), 2);
        Assert.Equal(["01", "10"], result.Regions.Select(region => region.Pattern.ToString()));
    }

    [Fact]
    public void R8_regions_and_maps_are_counted_apart()
    {
        Check(Nets.Chain(([[1], [1], [1]], [0, -1, -2]), ([[1, -2, 1]], [0])), RegionDomain.Cube(1, -1, 3), 4, 3);
        Check(Nets.Chain(([[1], [-1]], [0, 0]), ([[1, -1]], [0])), RegionDomain.Cube(1, -1, 1), 2, 1);
        Check(Nets.Chain(([[1], [1]], [0, 0]), ([[1, -1]], [0])), RegionDomain.Cube(1, -1, 1), 2, 1);
    }

    [Theory]
    [InlineData(1, 2, 3, 3)]
    [InlineData(2, 4, 6, 5)]
    [InlineData(3, 8, 10, 9)]
    [InlineData(4, 16, 18, 17)]
    [InlineData(5, 32, 34, 33)]
    public void R9_the_tent_map(int folds, int inside, int wide, int wideMaps)
    {
        Check(Tent(folds, 1), RegionDomain.Cube(1, 0, 1), inside, inside);
        RegionEnumeration result = Check(Tent(folds, 1), RegionDomain.Cube(1, -1, 2), wide, wideMaps);
        Assert.Contains(new string('0', 2 * folds), result.Regions.Select(region => region.Pattern.ToString()));
    }

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(2, 16, 12)]
    [InlineData(3, 64, 28)]
    public void R10_the_tent_map_in_two_coordinates(int folds, int regions, int maps) =>
        Check(Tent(folds, 2), RegionDomain.Cube(2, 0, 1), regions, maps);

    [Fact]
    public void R11_a_bottleneck() =>
        Check(
            Nets.Chain(([[1, 0]], [0]), ([[1], [1], [1], [1]], [-1, -2, -3, -4]), ([[1, 1, 1, 1]], [0])),
            new RegionDomain([-1, 0], [5, 1]),
            6,
            5);

    [Fact]
    public void R12_copies_of_neurons_add_no_regions()
    {
        double[][] rows = [[1, 1], [1, 2], [1, 3], [2, 2], [-1, -3], [-0.5, -1]];
        double[] bias = [-1, -4, -9, -2, 9, 2];
        Check(Nets.Shallow(rows, bias), RegionDomain.Cube(2, -30, 30), 7, 7);
    }

    [Fact]
    public void R13_the_multiplexer()
    {
        Network network = Nets.Shallow([[1, 0, 1], [0, 1, -1]], [-1, 0]);
        RegionEnumeration result = Check(network, RegionDomain.Cube(3, 0, 1), 4, 4);
        var maps = new ExactAffineMaps(network);
        Assert.Equal(
            ["00: 0 0 0, 0", "01: 0 1 -1, 0", "10: 1 0 1, -1", "11: 1 1 0, -1"],
            result.Regions.Select(r => $"{r.Pattern}: {string.Join(' ', maps.Of(r.Pattern).RoundedWeights())}, {maps.Of(r.Pattern).RoundedBias()[0]}"));
    }

    [Fact]
    public void R14_permutation_and_positive_scaling_permute_the_bits_and_keep_the_maps()
    {
        RegionDomain domain = RegionDomain.Cube(2, -3, 3);
        Network network = Nets.Chain(([[1, -2], [3, 1], [0.5, 0.25]], [1, -1, 0]), ([[2, -3, 1], [-1, 1, 2]], [0.5, -0.5]), ([[1, -1]], [0]));
        Network other = Nets.Chain(([[1, 0.5], [4, -8], [3, 1]], [0, 4, -1]), ([[2, -0.5, 2], [1, 1, -6]], [-1, 1]), ([[-0.5, 0.5]], [0]));
        RegionEnumeration regions = Check(network, domain);
        RegionEnumeration others = Check(other, domain);
        Assert.Equal(Patterns(regions).Select(p => new string([p[2], p[0], p[1], p[4], p[3]])).Order(StringComparer.Ordinal), Patterns(others));
        Assert.True(Maps(network, regions).SetEquals(Maps(other, others)));

        static string[] Patterns(RegionEnumeration found) => found.Regions.Select(r => r.Pattern.ToString()).ToArray();

        static HashSet<ExactAffineMap> Maps(Network net, RegionEnumeration found) => found.Regions.Select(r => new ExactAffineMaps(net).Of(r.Pattern)).ToHashSet();
    }

    /// <summary>Enumerates both ways, compares, verifies the certificate, and counts regions and maps where the oracle has a number.</summary>
    private static RegionEnumeration Check(Network network, RegionDomain domain, int? regions = null, int? maps = null)
    {
        RegionEnumeration fast = RegionEnumerator.Run(network, domain, new RegionOptions { KeepCertificate = true });
        RegionEnumeration exact = RegionEnumerator.Run(network, domain, new RegionOptions { KeepCertificate = true, ExactOnly = true });
        Assert.True(fast.Complete && exact.Complete);
        Assert.Equal(exact.Regions.Select(region => region.Pattern), fast.Regions.Select(region => region.Pattern));
        Assert.Equal("", fast.Certificate!.Verify(network, fast.Regions).Reason);
        Assert.Equal("", exact.Certificate!.Verify(network, exact.Regions).Reason);
        if (regions is not null)
        {
            Assert.Equal(regions, fast.Regions.Count);
        }

        if (maps is not null)
        {
            Assert.Equal(maps, new ExactAffineMaps(network).CountDistinct(fast.Regions));
        }

        return fast;
    }

    /// <summary>Normals (1, i, i², …) with offsets i^d, or 0.</summary>
    private static Network MomentCurve(int dimension, int count, bool central) => Nets.Shallow(
        Enumerable.Range(1, count).Select(i => Enumerable.Range(0, dimension).Select(k => Math.Pow(i, k)).ToArray()).ToArray(),
        Enumerable.Range(1, count).Select(i => central ? 0 : -Math.Pow(i, dimension)).ToArray());

    /// <summary>T(x) = 2 relu(x) − 4 relu(x − 1/2), composed, in each coordinate; the outputs are summed.</summary>
    private static Network Tent(int folds, int coordinates)
    {
        double[][] first = Enumerable.Range(0, 2 * coordinates).Select(i => Enumerable.Range(0, coordinates).Select(j => j == i / 2 ? 1.0 : 0).ToArray()).ToArray();
        double[][] later = Enumerable.Range(0, 2 * coordinates).Select(i => Enumerable.Range(0, 2 * coordinates).Select(j => j / 2 != i / 2 ? 0.0 : j % 2 == 0 ? 2 : -4).ToArray()).ToArray();
        double[] bias = Enumerable.Range(0, 2 * coordinates).Select(i => i % 2 == 0 ? 0 : -0.5).ToArray();
        double[] sum = Enumerable.Range(0, 2 * coordinates).Select(i => i % 2 == 0 ? 2.0 : -4).ToArray();
        var layers = Enumerable.Range(0, folds).Select(l => (l == 0 ? first : later, bias)).Append(([sum], new double[] { 0 }));
        return Nets.Chain(layers.ToArray());
    }
}
