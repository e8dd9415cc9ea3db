using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Tests.Analysis.Regions.Geometry;

/// <summary>Regions whose geometry one can see, and bad input.</summary>
public sealed class RegionGeometryTests
{
    /// <summary>x, y and x + y − 1, and two that do not touch the triangle between them: x + 1, and x + y − 2 with a factor.</summary>
    private static readonly Network Triangle = Nets.Shallow([[1, 0], [0, 1], [1, 1], [1, 0], [3, 3]], [0, 0, -1, 1, -6]);

    [Fact]
    public void A_triangle_has_three_facets_and_the_known_incircle()
    {
        RegionGeometry geometry = RegionGeometry.At(Triangle, [0.25, 0.125]);
        Assert.Equal("11010", geometry.Pattern.ToString());
        Assert.Equal(0.125, geometry.Distance);
        Assert.Equal(0.125, geometry.MaximumDistance);
        Assert.Equal([new MovementRange(0.25, 0.625), new MovementRange(0.125, 0.625)], geometry.Ranges);
        Assert.Equal(5, geometry.Boundaries.Count);
        Assert.Equal(["stage 1 neuron 1", "stage 1 neuron 0", "stage 1 neuron 2"], geometry.Facets().Select(static f => f.ToString()));
        Assert.Equal(["10010", "01010", "11110"], geometry.Facets().Select(f => geometry.Neighbour(f)!.ToString()));
        RegionBoundary diagonal = geometry.Facets()[2];
        AssertDown(0.625 / Math.Sqrt(2), diagonal.Distance);
        Assert.Equal(0.3125, diagonal.MaximumDistance);
        InscribedBall ball = geometry.LargestBall()!;
        double radius = (2 - Math.Sqrt(2)) / 2;
        Assert.Equal(radius, ball.Radius, 1e-15);
        Assert.InRange(ball.UpperBound, ball.Radius, ball.Radius * (1 + 1e-15));
        Assert.All(ball.Centre, x => Assert.Equal(radius, x, 1e-15));
    }

    [Fact]
    public void Faces_of_the_domain_bound_too_and_have_no_neighbour()
    {
        var domain = new RegionDomain([-1, 0], [0.5, 1], [new HalfSpace([0, 4], 1)]);
        RegionGeometry geometry = RegionGeometry.At(Triangle, [0.25, 0.125], domain);
        Assert.Equal(
            ["stage 1 neuron 1 and least x1", "half-space 0", "stage 1 neuron 0", "largest x0"],
            geometry.Facets().Select(static f => f.ToString()));
        Assert.Equal([null, null, "01010", null], geometry.Facets().Select(f => geometry.Neighbour(f)?.ToString()));
        Assert.Equal(0.125, geometry.LargestBall()!.Radius);
    }

    [Fact]
    public void A_constant_feature_does_not_move()
    {
        RegionGeometry geometry = RegionGeometry.At(Triangle, [0.25, 0.125], new RegionDomain([-1, 0.125], [2, 0.125]));
        Assert.Equal(new MovementRange(0, 0), geometry.Ranges[1]);
        Assert.Equal(["stage 1 neuron 0", "stage 1 neuron 2"], geometry.Facets().Select(static f => f.ToString()));
        Assert.Equal(0.25, geometry.Distance);
        Assert.Equal([0.4375, 0.125], geometry.LargestBall()!.Centre);
        Assert.Equal(0.4375, geometry.LargestBall()!.Radius);
    }

    [Fact]
    public void Twins_flip_together()
    {
        RegionGeometry geometry = RegionGeometry.At(Nets.Shallow([[1, 2], [2, 4], [-3, -6], [0, 1]], [1, 2, -3, 5]), [1, 1]);
        RegionBoundary twins = geometry.Facets()[0];
        Assert.Equal("stage 1 neuron 0 and stage 1 neuron 1 and stage 1 neuron 2", twins.ToString());
        Assert.Equal("1101", geometry.Pattern.ToString());
        Assert.Equal("0011", geometry.Neighbour(twins)!.ToString());
        AssertDown(4 / Math.Sqrt(5), twins.Distance);
        Assert.Null(geometry.LargestBall());
    }

    [Theory]
    [InlineData(1, "1011", "0111")]
    [InlineData(-1, "0111", "1011")]
    public void A_deeper_neuron_that_only_touches_zero_on_a_facet_keeps_its_bit(double x, string pattern, string neighbour)
    {
        // relu(x), relu(-x), then |x| and |x| + 1.
        Network network = Nets.Chain(([[1], [-1]], [0, 0]), ([[1, 1], [1, 1]], [0, 1]), ([[1, 1]], [0]));
        RegionGeometry geometry = RegionGeometry.At(network, [x]);
        Assert.Equal(pattern, geometry.Pattern.ToString());
        RegionBoundary facet = Assert.Single(geometry.Facets());
        Assert.Equal("stage 1 neuron 0 and stage 1 neuron 1 and stage 2 neuron 0", facet.ToString());
        Assert.Equal(neighbour, geometry.Neighbour(facet)!.ToString());
    }

    [Fact]
    public void A_neuron_that_is_zero_on_the_whole_region_may_wake_up_beyond()
    {
        // relu(x), then its own multiples 2 and -2.
        Network network = Nets.Chain(([[1]], [0]), ([[2], [-2]], [0, 0]), ([[1, 1]], [0]));
        RegionGeometry geometry = RegionGeometry.At(network, [-1]);
        Assert.Equal("000", geometry.Pattern.ToString());
        Assert.Equal("110", geometry.Neighbour(Assert.Single(geometry.Facets()))!.ToString());
    }

    [Fact]
    public void A_point_on_a_boundary_has_distance_zero()
    {
        RegionGeometry onFace = RegionGeometry.At(Triangle, [0, 0.5]);
        Assert.Equal((0.0, 0.0, "01010"), (onFace.Distance, onFace.MaximumDistance, onFace.Pattern.ToString()));
        Assert.NotEmpty(onFace.Facets());
        RegionGeometry nowhere = RegionGeometry.At(Nets.Shallow([[1], [-1]], [0, 0]), [0]);
        Assert.Equal((0.0, "00"), (nowhere.Distance, nowhere.Pattern.ToString()));
        Assert.Empty(nowhere.Facets());
        Assert.Null(nowhere.LargestBall());
    }

    [Fact]
    public void Without_a_boundary_everything_is_far()
    {
        RegionGeometry geometry = RegionGeometry.At(Nets.Shallow([[0, 0]], [1]), [3, 4]);
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (geometry.Distance, geometry.MaximumDistance));
        Assert.Equal(new MovementRange(double.PositiveInfinity, double.PositiveInfinity), geometry.Ranges[1]);
        Assert.Empty(geometry.Facets());
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains("2 inputs", Message(() => RegionGeometry.At(Triangle, [1])));
        Assert.Contains("Value 1", Message(() => RegionGeometry.At(Triangle, [1, double.NaN])));
        Assert.Contains("'x0'", Message(() => RegionGeometry.At(Triangle, [2, 0], RegionDomain.Cube(2, -1, 1))));
        Assert.Contains("outside", Message(() => RegionGeometry.At(Triangle, [1, 1], new RegionDomain([-2, -2], [2, 2], [new HalfSpace([1, 1], 1)]))));
        Assert.Contains("3 features", Message(() => RegionGeometry.At(Triangle, [1, 1], RegionDomain.Cube(3, -1, 1))));
        Assert.Throws<OperationCanceledException>(() => RegionGeometry.At(Nets.Random(1, 3, 40, 40, 1), [0, 0, 0]).Facets(new CancellationToken(true)));

        static string Message(Func<object> code) => Assert.Throws<ArgumentException>(code).Message;
    }

    /// <summary>The exact number is irrational; the float64 below it is within an ulp of the rounded one.</summary>
    private static void AssertDown(double nearest, double actual) => Assert.InRange(actual, Math.BitDecrement(Math.BitDecrement(nearest)), Math.BitIncrement(nearest));
}
