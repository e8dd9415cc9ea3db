using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>Brings everything that has the same hyperplane together: rows are made primitive, so that equal half-spaces are equal rows.</summary>
internal sealed class BoundaryGroups(int dimension)
{
    private readonly Dictionary<BigInteger[], Group> groups = new(new RowComparer());
    private readonly List<Group> order = [];

    /// <summary>Adds the form of a neuron, positive inside. A form without a gradient has no boundary.</summary>
    public void Add(BigInteger[] row, NeuronAddress neuron) => GroupOf(row)?.Neurons.Add(neuron);

    /// <summary>Adds the faces of a domain.</summary>
    public void AddFaces(Network network, RegionDomain domain, IntegerNetwork integers)
    {
        IntegerBox box = integers.Box;
        for (int k = 0; k < dimension; k++)
        {
            int feature = box.Features[k];
            string name = network.Inputs[feature].Name;
            AddFace(Unit(k, 1, -box.Lower[k], box.Shift), new DomainFace(DomainFaceKind.Lower, feature, name));
            AddFace(Unit(k, -1, box.Upper[k], box.Shift), new DomainFace(DomainFaceKind.Upper, feature, name));
        }

        var halfSpaces = new HalfSpaceForms(domain, integers);
        for (int i = 0; i < domain.HalfSpaces.Count; i++)
        {
            AddFace(halfSpaces.Row(i), new DomainFace(DomainFaceKind.HalfSpace, i, ""));
        }
    }

    /// <summary>The boundaries, the nearest to <paramref name="point"/> first, ties in the order in which they were added.</summary>
    /// <exception cref="ArgumentException">The point lies outside of a half-space of the domain.</exception>
    public RegionBoundary[] ToBoundaries(ExactPoint point)
    {
        if (order.Any(group => group.Faces.Count > 0 && point.SignOf(group.Row) < 0))
        {
            throw new ArgumentException("The point lies outside of the domain.", nameof(point));
        }

        return order
            .Select(group => new RegionBoundary(group.Row, group.Neurons, group.Faces, new BoundaryDistance(group.Row, point)))
            .OrderBy(static boundary => boundary.Measure)
            .ToArray();
    }

    private void AddFace(BigInteger[] row, DomainFace face) => GroupOf(row)?.Faces.Add(face);

    private BigInteger[] Unit(int coordinate, int sign, BigInteger constant, int shift)
    {
        var row = new BigInteger[dimension + 1];
        row[coordinate] = new BigInteger(sign) << shift;
        row[dimension] = constant;
        return row;
    }

    private Group? GroupOf(BigInteger[] row)
    {
        BigInteger divisor = BigInteger.Zero;
        for (int j = 0; j < dimension; j++)
        {
            divisor = BigInteger.GreatestCommonDivisor(divisor, row[j]);
        }

        if (divisor.IsZero)
        {
            return null;
        }

        divisor = BigInteger.GreatestCommonDivisor(divisor, row[dimension]);
        BigInteger[] primitive = Array.ConvertAll(row, value => value / divisor);
        if (!groups.TryGetValue(primitive, out Group? group))
        {
            group = new Group(primitive);
            groups.Add(primitive, group);
            order.Add(group);
        }

        return group;
    }

    private sealed class Group(BigInteger[] row)
    {
        public BigInteger[] Row { get; } = row;

        public List<NeuronAddress> Neurons { get; } = [];

        public List<DomainFace> Faces { get; } = [];
    }

    private sealed class RowComparer : IEqualityComparer<BigInteger[]>
    {
        public bool Equals(BigInteger[]? x, BigInteger[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(BigInteger[] row) => row.Aggregate(row.Length, static (hash, value) => (hash * 397) ^ value.GetHashCode());
    }
}
