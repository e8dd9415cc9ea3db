using System;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>The box of a domain in integer coordinates X = x · 2^<see cref="Shift"/>; features with equal bounds are left out.</summary>
internal sealed class IntegerBox
{
    public IntegerBox(RegionDomain domain)
    {
        Features = FreeFeatures(domain);
        Lower = new BigInteger[Features.Length];
        Upper = new BigInteger[Features.Length];
        foreach (int j in Features)
        {
            Shift = Math.Max(Shift, -Math.Min(Dyadic.Of(domain.Lower[j]).Exponent, Dyadic.Of(domain.Upper[j]).Exponent));
        }

        for (int k = 0; k < Features.Length; k++)
        {
            Lower[k] = Dyadic.Of(domain.Lower[Features[k]]).ToInteger(-Shift);
            Upper[k] = Dyadic.Of(domain.Upper[Features[k]]).ToInteger(-Shift);
        }
    }

    /// <summary>Feature of each coordinate.</summary>
    public int[] Features { get; }

    /// <summary>Number of coordinates.</summary>
    public int Dimension => Features.Length;

    /// <summary>Binary digits after the point.</summary>
    public int Shift { get; }

    /// <summary>Least integer coordinates.</summary>
    public BigInteger[] Lower { get; }

    /// <summary>Largest integer coordinates.</summary>
    public BigInteger[] Upper { get; }

    /// <summary>The largest value over the box of a·x + b, times 2^<see cref="Shift"/>; <paramref name="row"/> is (a, b).</summary>
    public BigInteger Maximum(BigInteger[] row)
    {
        BigInteger sum = row[Dimension] << Shift;
        for (int j = 0; j < Dimension; j++)
        {
            sum += row[j] * (row[j].Sign > 0 ? Upper[j] : Lower[j]);
        }

        return sum;
    }

    private static int[] FreeFeatures(RegionDomain domain)
    {
        var features = new System.Collections.Generic.List<int>();
        for (int j = 0; j < domain.FeatureCount; j++)
        {
            if (domain.Lower[j] < domain.Upper[j])
            {
                features.Add(j);
            }
        }

        return features.ToArray();
    }
}
