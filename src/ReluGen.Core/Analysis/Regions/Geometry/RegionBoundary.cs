using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// A hyperplane that bounds a region, normal · x + offset = 0 with the region on the positive side. Everything that has the same
/// hyperplane there is together in one boundary: twin neurons, deeper neurons whose form is a multiple, and faces of the domain.
/// </summary>
public sealed class RegionBoundary
{
    internal RegionBoundary(BigInteger[] row, IReadOnlyList<NeuronAddress> neurons, IReadOnlyList<DomainFace> faces, BoundaryDistance distance)
    {
        Row = row;
        Neurons = neurons;
        Faces = faces;
        Measure = distance;
    }

    /// <summary>The neurons that are zero on the hyperplane, in the order of the pattern's bits.</summary>
    public IReadOnlyList<NeuronAddress> Neurons { get; }

    /// <summary>The faces of the domain that lie on the hyperplane; beyond them there is no neighbour.</summary>
    public IReadOnlyList<DomainFace> Faces { get; }

    /// <summary>
    /// Euclidean distance from the point to the hyperplane, rounded down: the exact one is in [this, next float64]. Features that the
    /// domain holds constant do not move.
    /// </summary>
    public double Distance => Measure.Euclidean;

    /// <summary>The same in the maximum norm: how far every input may move at once. Rounded down.</summary>
    public double MaximumDistance => Measure.Maximum;

    /// <summary>The primitive integer coefficients (a, b) in the coordinates that are not constant; positive inside.</summary>
    internal BigInteger[] Row { get; }

    internal BoundaryDistance Measure { get; }

    /// <summary>The neurons and faces, as in "stage 1 neuron 3 and stage 2 neuron 0".</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        foreach (NeuronAddress neuron in Neurons)
        {
            parts.Add(neuron.ToString());
        }

        foreach (DomainFace face in Faces)
        {
            parts.Add(face.ToString());
        }

        return string.Join(" and ", parts);
    }
}

/// <summary>A hidden neuron.</summary>
/// <param name="Stage">Its stage, from 1.</param>
/// <param name="Neuron">Its number in the stage, from 0.</param>
public readonly record struct NeuronAddress(int Stage, int Neuron)
{
    /// <summary>As in "stage 1 neuron 3".</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "stage {0} neuron {1}", Stage, Neuron);
}

/// <summary>A face of a domain: a bound of one feature, or the plane of a half-space.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Index">Number of the feature or of the half-space, from 0.</param>
/// <param name="Name">Name of the feature; empty for a half-space.</param>
public readonly record struct DomainFace(DomainFaceKind Kind, int Index, string Name)
{
    /// <summary>As in "least age".</summary>
    public override string ToString() => Kind switch
    {
        DomainFaceKind.Lower => "least " + Name,
        DomainFaceKind.Upper => "largest " + Name,
        _ => "half-space " + Index.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>What a face of a domain is.</summary>
public enum DomainFaceKind
{
    /// <summary>The least value of a feature.</summary>
    Lower,

    /// <summary>The largest value of a feature.</summary>
    Upper,

    /// <summary>The plane of a half-space.</summary>
    HalfSpace,
}
