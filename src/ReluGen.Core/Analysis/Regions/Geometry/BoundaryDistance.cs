using System;
using System.Numerics;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>How far a point lies from a hyperplane: the exact value of the form there, and the sizes of its normal.</summary>
internal sealed class BoundaryDistance : IComparable<BoundaryDistance>
{
    private readonly BigInteger value;
    private readonly BigInteger squares;
    private readonly int shift;

    /// <summary>Measures from <paramref name="point"/>, on or inside the form's positive side.</summary>
    public BoundaryDistance(BigInteger[] row, ExactPoint point)
    {
        shift = point.Shift;
        value = point.ValueOf(row);
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j + 1 < row.Length; j++)
        {
            squares += row[j] * row[j];
            sum += BigInteger.Abs(row[j]);
        }

        Euclidean = Rounding.RootDown(value * value, squares << (2 * shift));
        Maximum = Rounding.ToDoubleDown(value, sum << shift);
    }

    /// <summary>Euclidean distance, rounded down.</summary>
    public double Euclidean { get; }

    /// <summary>Distance in the maximum norm, rounded down.</summary>
    public double Maximum { get; }

    /// <summary>True if the point lies on the hyperplane.</summary>
    public bool IsZero => value.IsZero;

    /// <summary>How far one coordinate alone may move, rounded down; <paramref name="coefficient"/> is its own, not zero.</summary>
    public double Along(BigInteger coefficient) => Rounding.ToDoubleDown(value, BigInteger.Abs(coefficient) << shift);

    /// <summary>Compares the exact Euclidean distances; both from the same point.</summary>
    public int CompareTo(BoundaryDistance? other) =>
        other is null ? 1 : (value * value * other.squares).CompareTo(other.value * other.value * squares);
}
