using System;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>A point with dyadic coordinates: integers times 2^-<see cref="Shift"/>.</summary>
internal sealed class ExactPoint
{
    private ExactPoint(BigInteger[] coordinates, int shift)
    {
        Coordinates = coordinates;
        Shift = shift;
    }

    /// <summary>The integer coordinates.</summary>
    public BigInteger[] Coordinates { get; }

    /// <summary>Binary digits after the point.</summary>
    public int Shift { get; }

    /// <summary>The exact point of dyadic coordinates.</summary>
    public static ExactPoint Of(Dyadic[] values)
    {
        int shift = 0;
        foreach (Dyadic value in values)
        {
            shift = Math.Max(shift, -value.Exponent);
        }

        return new ExactPoint(Array.ConvertAll(values, value => value.ToInteger(-shift)), shift);
    }

    /// <summary>The exact point of finite float64 coordinates.</summary>
    public static ExactPoint Of(double[] values) => Of(Array.ConvertAll(values, Dyadic.Of));

    /// <summary>The coordinates as dyadic numbers.</summary>
    public Dyadic[] ToDyadic() => Array.ConvertAll(Coordinates, c => new Dyadic(c, -Shift));

    /// <summary>Sign of a·x + b, where <paramref name="row"/> is (a, b).</summary>
    public int SignOf(BigInteger[] row) => ValueOf(row).Sign;

    /// <summary>The value of a·x + b times 2^<see cref="Shift"/>, where <paramref name="row"/> is (a, b).</summary>
    public BigInteger ValueOf(BigInteger[] row)
    {
        int dimension = Coordinates.Length;
        BigInteger sum = row[dimension] << Shift;
        for (int j = 0; j < dimension; j++)
        {
            sum += row[j] * Coordinates[j];
        }

        return sum;
    }

    /// <summary>True if the point lies strictly inside <paramref name="box"/>.</summary>
    public bool IsInside(IntegerBox box)
    {
        int shift = Math.Max(Shift, box.Shift);
        for (int j = 0; j < Coordinates.Length; j++)
        {
            BigInteger x = Coordinates[j] << (shift - Shift);
            if (x <= box.Lower[j] << (shift - box.Shift) || x >= box.Upper[j] << (shift - box.Shift))
            {
                return false;
            }
        }

        return true;
    }
}
