using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// The region of one point: how far its affine map holds, what bounds it, what lies beyond, and how large it is. Everything is decided
/// in exact arithmetic on the network's float32 weights; what is given as float64 is rounded so that the claim stays true.
/// </summary>
public sealed class RegionGeometry
{
    private readonly Network network;
    private readonly RegionDomain domain;
    private readonly IntegerNetwork integers;
    private readonly ExactPoint point;
    private readonly LocalForms forms;
    private readonly List<NeuronAddress> zeros = [];
    private IReadOnlyList<RegionBoundary>? facets;

    private RegionGeometry(Network network, IReadOnlyList<Dyadic> point, RegionDomain domain, bool isBounded)
    {
        this.network = network;
        this.domain = domain;
        integers = new IntegerNetwork(network, domain);
        this.point = ExactPoint.Of(integers.Box.Features.Select(j => point[j]).ToArray());
        forms = new LocalForms(network, integers, this.point);
        Boundaries = Collect(isBounded);
        Ranges = Enumerable.Range(0, network.InputCount).Select(RangeOf).ToArray();
    }

    /// <summary>The activation pattern of the point; a pre-activation of zero has bit 0.</summary>
    public BitPattern Pattern => forms.Pattern;

    /// <summary>
    /// Every hyperplane of a hidden neuron or of the domain, whether the region touches it or not, the nearest first; then in the order
    /// of the pattern's bits. The first, if any, is a facet unless the point lies on a boundary.
    /// </summary>
    public IReadOnlyList<RegionBoundary> Boundaries { get; }

    /// <summary>
    /// Euclidean distance to the nearest boundary, rounded down: every point nearer than this (and in the domain's plane of constant
    /// features) has the same pattern. Infinite where nothing bounds the region; 0 for a point on a boundary.
    /// </summary>
    public double Distance => Boundaries.Count == 0 ? double.PositiveInfinity : Boundaries[0].Distance;

    /// <summary>The same in the maximum norm: every input may move by less than this at once.</summary>
    public double MaximumDistance => Boundaries.Count == 0 ? double.PositiveInfinity : Boundaries.Min(static boundary => boundary.MaximumDistance);

    /// <summary>For each input, how far it may move alone.</summary>
    public IReadOnlyList<MovementRange> Ranges { get; }

    /// <summary>The region of <paramref name="point"/>.</summary>
    /// <param name="network">The network; its weights count as exact numbers.</param>
    /// <param name="point">One finite value an input.</param>
    /// <param name="domain">Also counts as boundary; features with equal bounds are held constant. Null for the whole space.</param>
    /// <exception cref="ArgumentException">The point or the domain does not fit the network, a value or a weight is not finite, or the point lies outside of the domain.</exception>
    /// <remarks>Cost: the exact forms of all neurons, one multiplication of big integers for each weight and input.</remarks>
    public static RegionGeometry At(Network network, IReadOnlyList<double> point, RegionDomain? domain = null)
    {
        int count = network.InputCount;
        if (point.Count != count || (domain is not null && domain.FeatureCount != count))
        {
            throw new ArgumentException($"The network has {count} inputs, the point {point.Count} values and the domain {domain?.FeatureCount ?? count} features.");
        }

        if (NonFiniteWeights.First(network) is { } bad)
        {
            throw new ArgumentException($"A weight of {bad.Where} is {bad.Value}, so the network has no regions.", nameof(network));
        }

        for (int j = 0; j < count; j++)
        {
            if (double.IsNaN(point[j]) || double.IsInfinity(point[j]))
            {
                throw new ArgumentException($"Value {j} of the point is not a finite number.", nameof(point));
            }

            if (domain is not null && (point[j] < domain.Lower[j] || point[j] > domain.Upper[j]))
            {
                throw new ArgumentException($"The point lies outside of the domain: input '{network.Inputs[j].Name}' is beyond its bounds.", nameof(point));
            }
        }

        return new RegionGeometry(network, point.Select(Dyadic.Of).ToArray(), domain ?? RegionDomain.Cube(count, -1, 1), domain is not null);
    }

    /// <summary>A region of an enumeration of <paramref name="network"/> in <paramref name="domain"/>.</summary>
    internal static RegionGeometry Of(Network network, Region region, RegionDomain domain) => new(network, region.Witness, domain, isBounded: true);

    /// <summary>True if another point lies strictly inside all boundaries, as this one does unless it is on one: it has the same pattern then.</summary>
    /// <param name="other">One finite value an input.</param>
    public bool Contains(IReadOnlyList<double> other)
    {
        ExactPoint exact = ExactPoint.Of(integers.Box.Features.Select(j => other[j]).ToArray());
        return Boundaries.All(boundary => exact.SignOf(boundary.Row) > 0);
    }

    /// <summary>
    /// The facets: the boundaries without which the region would be larger, each proved by exact linear programs. Empty for a point on
    /// a boundary whose pattern holds in no region with an interior.
    /// </summary>
    /// <remarks>Cost: about one linear program a boundary, with as many columns as inputs. Computed once.</remarks>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public IReadOnlyList<RegionBoundary> Facets(CancellationToken cancellation = default)
    {
        if (facets is null)
        {
            var finder = new FacetFinder(integers.Dimension, cancellation);
            bool onBoundary = Boundaries.Count > 0 && Boundaries[0].Measure.IsZero;
            facets = onBoundary && !finder.HasInterior(Boundaries) ? [] : finder.Find(Boundaries);
        }

        return facets;
    }

    /// <summary>The pattern beyond a facet, where all bits that change there have changed; null beyond the domain.</summary>
    /// <param name="facet">One of <see cref="Facets"/>.</param>
    public BitPattern? Neighbour(RegionBoundary facet) =>
        facet.Faces.Count > 0 ? null : forms.Beyond(facet.Row, zeros.Concat(facet.Neurons).OrderBy(static n => n.Stage).ThenBy(static n => n.Neuron).ToArray());

    /// <summary>What changes when a facet is crossed; null beyond the domain.</summary>
    /// <param name="facet">One of <see cref="Facets"/>, or the first of <see cref="Boundaries"/> where the point lies on none.</param>
    /// <param name="maps">The maps of the same network.</param>
    public FacetCrossing? Crossing(RegionBoundary facet, ExactAffineMaps maps) =>
        Neighbour(facet) is { } neighbour ? FacetCrossing.Of(facet.Row, integers.Box.Features, maps.Of(Pattern), neighbour, maps.Of(neighbour)) : null;

    /// <summary>True if some point of the region's interior lies strictly beyond a boundary of another region in the same domain.</summary>
    internal bool Reaches(RegionBoundary boundary, CancellationToken cancellation) =>
        point.SignOf(boundary.Row) < 0 || new FacetFinder(integers.Dimension, cancellation).HasInteriorBeyond(boundary, Facets(cancellation));

    /// <summary>The largest ball in the region, within the domain if one was given; null where the region has no interior or balls grow without bound.</summary>
    /// <remarks>Cost: that of <see cref="Facets"/> and one linear program.</remarks>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public InscribedBall? LargestBall(CancellationToken cancellation = default)
    {
        BigInteger[][] rows = Facets(cancellation).Select(static facet => facet.Row).ToArray();
        if (rows.Length == 0 || ChebyshevProgram.Solve(rows, point, cancellation) is not var (numerators, radius, denominator))
        {
            return null;
        }

        ExactPoint centre = ExactPoint.Of(Array.ConvertAll(numerators, n => Rounding.ToDouble(n, denominator)));
        double[] features = [.. domain.Lower];
        for (int k = 0; k < integers.Dimension; k++)
        {
            features[integers.Box.Features[k]] = Rounding.ToDouble(numerators[k], denominator);
        }

        // The rounded centre has a radius of its own; of a region that is too thin for it, none.
        double proved = rows.Min(row => centre.SignOf(row) > 0 ? new BoundaryDistance(row, centre).Euclidean : 0);
        return new InscribedBall(features, proved, ChebyshevProgram.UpperBound(radius, denominator));
    }

    private RegionBoundary[] Collect(bool isBounded)
    {
        var groups = new BoundaryGroups(integers.Dimension);
        for (int stage = 1; stage <= network.Stages.Count; stage++)
        {
            for (int i = 0; i < network.WidthOf(stage); i++)
            {
                var neuron = new NeuronAddress(stage, i);
                BigInteger[] row = forms.Inside(neuron);
                if (Array.TrueForAll(row, static a => a.IsZero))
                {
                    zeros.Add(neuron);
                }
                else
                {
                    groups.Add(row, neuron);
                }
            }
        }

        if (isBounded)
        {
            groups.AddFaces(network, domain, integers);
        }

        return groups.ToBoundaries(point);
    }

    private MovementRange RangeOf(int feature)
    {
        int k = Array.IndexOf(integers.Box.Features, feature);
        double down = k < 0 ? 0 : double.PositiveInfinity;
        double up = down;
        for (int i = 0; i < Boundaries.Count && k >= 0; i++)
        {
            BigInteger coefficient = Boundaries[i].Row[k];
            if (coefficient.Sign != 0)
            {
                double most = Boundaries[i].Measure.Along(coefficient);
                (down, up) = coefficient.Sign > 0 ? (Math.Min(down, most), up) : (down, Math.Min(up, most));
            }
        }

        return new MovementRange(down, up);
    }
}

/// <summary>How far one input may move alone before a boundary is reached; rounded down, infinite where there is none.</summary>
/// <param name="Down">By how much it may fall.</param>
/// <param name="Up">By how much it may rise.</param>
public readonly record struct MovementRange(double Down, double Up);
