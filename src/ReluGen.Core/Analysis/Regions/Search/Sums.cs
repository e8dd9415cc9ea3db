using System;
#if !NETSTANDARD2_0
using System.Numerics;
using System.Runtime.InteropServices;
#endif

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>The inner loops of float64 forms. Their results have the same bits on every machine: the order of sums does not depend on its vectors.</summary>
internal static class Sums
{
    /// <summary>Above this length four partial sums hide the latency of additions.</summary>
    private const int Short = 8;

    /// <summary>start + Σ left·right, of vectors of one length.</summary>
    public static double Dot(double start, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        right = right.Slice(0, left.Length);
        double sum = start;
        int j = 0;
        if (left.Length > Short)
        {
            double second = 0, third = 0, fourth = 0;
            for (; j <= left.Length - 4; j += 4)
            {
                sum += left[j] * right[j];
                second += left[j + 1] * right[j + 1];
                third += left[j + 2] * right[j + 2];
                fourth += left[j + 3] * right[j + 3];
            }

            sum += second + (third + fourth);
        }

        for (; j < left.Length; j++)
        {
            sum += left[j] * right[j];
        }

        return sum;
    }

    /// <summary>Adds factor · terms to the target, of the same length, element by element.</summary>
    public static void AddProduct(Span<double> target, double factor, ReadOnlySpan<double> terms)
    {
        terms = terms.Slice(0, target.Length);
        int j = 0;
#if !NETSTANDARD2_0
        // Each element is one product and one sum, rounded twice, whatever the width of a vector.
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> sources = MemoryMarshal.Cast<double, Vector<double>>(terms);
        var factors = new Vector<double>(factor);
        for (int v = 0; v < targets.Length; v++)
        {
            targets[v] += factors * sources[v];
        }

        j = targets.Length * Vector<double>.Count;
#endif
        for (; j < target.Length; j++)
        {
            target[j] += factor * terms[j];
        }
    }
}
