using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ReluGen.Core.Arithmetic;

/// <summary>
/// Sums over a row of float32 weights in float64. Eight partial sums, the one of a term by its place modulo eight, are added in a fixed
/// order: the same bits on every machine, with vectors where eight weights fill one.
/// </summary>
internal static class RowSums
{
    private const int Lanes = 8;

    /// <summary>Σ w².</summary>
    [MethodImpl(HotLoop.Options)]
    public static double Squares(ReadOnlySpan<float> row)
    {
        var sum = default(Partial);
        int k = 0;
        if (Vector<float>.Count == Lanes)
        {
            ReadOnlySpan<Vector<float>> weights = MemoryMarshal.Cast<float, Vector<float>>(row);
            for (int v = 0; v < weights.Length; v++)
            {
                Vector.Widen(weights[v], out Vector<double> low, out Vector<double> high);
                sum.Low += low * low;
                sum.High += high * high;
            }

            k = weights.Length * Lanes;
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum.CopyTo(lanes);
        for (; k < row.Length; k++)
        {
            lanes[k % Lanes] += (double)row[k] * row[k];
        }

        return Total(lanes);
    }

    /// <summary>Σ w·x and Σ |w·x|.</summary>
    [MethodImpl(HotLoop.Options)]
    public static void Products(ReadOnlySpan<float> row, double[] factors, out double sum, out double size)
    {
        var sums = default(Partial);
        var sizes = default(Partial);
        int k = 0;
        if (Vector<float>.Count == Lanes)
        {
            ReadOnlySpan<Vector<float>> weights = MemoryMarshal.Cast<float, Vector<float>>(row);
            ReadOnlySpan<Vector<double>> others = MemoryMarshal.Cast<double, Vector<double>>(factors.AsSpan());
            for (int v = 0; v < weights.Length; v++)
            {
                Vector.Widen(weights[v], out Vector<double> low, out Vector<double> high);
                low *= others[2 * v];
                high *= others[(2 * v) + 1];
                sums.Low += low;
                sums.High += high;
                sizes.Low += Vector.Abs(low);
                sizes.High += Vector.Abs(high);
            }

            k = weights.Length * Lanes;
        }

        Span<double> sumLanes = stackalloc double[Lanes];
        Span<double> sizeLanes = stackalloc double[Lanes];
        sums.CopyTo(sumLanes);
        sizes.CopyTo(sizeLanes);
        for (; k < row.Length; k++)
        {
            double term = row[k] * factors[k];
            sumLanes[k % Lanes] += term;
            sizeLanes[k % Lanes] += Math.Abs(term);
        }

        sum = Total(sumLanes);
        size = Total(sizeLanes);
    }

    /// <summary>The least and the largest Σ w·x for x between finite bounds, the sums of the sizes of their terms, and how many weights are not 0.</summary>
    [MethodImpl(HotLoop.Options)]
    public static Extremes ExtremesOf(ReadOnlySpan<float> row, double[] from, double[] to)
    {
        var low = default(Partial);
        var high = default(Partial);
        var sizeLow = default(Partial);
        var sizeHigh = default(Partial);
        int zeros = 0;
        int k = 0;
        if (Vector<float>.Count == Lanes)
        {
            ReadOnlySpan<Vector<float>> weights = MemoryMarshal.Cast<float, Vector<float>>(row);
            ReadOnlySpan<Vector<double>> lower = MemoryMarshal.Cast<double, Vector<double>>(from.AsSpan());
            ReadOnlySpan<Vector<double>> upper = MemoryMarshal.Cast<double, Vector<double>>(to.AsSpan());
            Vector<int> isZero = Vector<int>.Zero;
            for (int v = 0; v < weights.Length; v++)
            {
                Vector.Widen(weights[v], out Vector<double> first, out Vector<double> second);
                isZero += Vector.Equals(weights[v], Vector<float>.Zero);
                Vector<double> atLower = first * lower[2 * v];
                Vector<double> atUpper = first * upper[2 * v];
                Vector<double> least = Vector.Min(atLower, atUpper);
                Vector<double> largest = Vector.Max(atLower, atUpper);
                low.Low += least;
                high.Low += largest;
                sizeLow.Low += Vector.Abs(least);
                sizeHigh.Low += Vector.Abs(largest);
                atLower = second * lower[(2 * v) + 1];
                atUpper = second * upper[(2 * v) + 1];
                least = Vector.Min(atLower, atUpper);
                largest = Vector.Max(atLower, atUpper);
                low.High += least;
                high.High += largest;
                sizeLow.High += Vector.Abs(least);
                sizeHigh.High += Vector.Abs(largest);
            }

            // A comparison that holds gives −1.
            zeros = -Vector.Dot(isZero, Vector<int>.One);
            k = weights.Length * Lanes;
        }

        Span<double> lanes = stackalloc double[4 * Lanes];
        Span<double> lows = lanes.Slice(0, Lanes);
        Span<double> highs = lanes.Slice(Lanes, Lanes);
        Span<double> sizesLow = lanes.Slice(2 * Lanes, Lanes);
        Span<double> sizesHigh = lanes.Slice(3 * Lanes, Lanes);
        low.CopyTo(lows);
        high.CopyTo(highs);
        sizeLow.CopyTo(sizesLow);
        sizeHigh.CopyTo(sizesHigh);
        for (; k < row.Length; k++)
        {
            double least = Math.Min(row[k] * from[k], row[k] * to[k]);
            double largest = Math.Max(row[k] * from[k], row[k] * to[k]);
            lows[k % Lanes] += least;
            highs[k % Lanes] += largest;
            sizesLow[k % Lanes] += Math.Abs(least);
            sizesHigh[k % Lanes] += Math.Abs(largest);
            zeros += row[k] == 0 ? 1 : 0;
        }

        return new Extremes(Total(lows), Total(highs), Total(sizesLow), Total(sizesHigh), row.Length - zeros);
    }

    private static double Total(ReadOnlySpan<double> lanes) =>
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));

    /// <summary>What a row of weights can give.</summary>
    public readonly record struct Extremes(double Low, double High, double SizeLow, double SizeHigh, int Terms);

    /// <summary>Partial sums of places 0 to 3 and 4 to 7, where a vector holds four.</summary>
    private struct Partial
    {
        public Vector<double> Low;
        public Vector<double> High;

        public readonly void CopyTo(Span<double> lanes)
        {
            if (2 * Vector<double>.Count == Lanes)
            {
                Span<Vector<double>> target = MemoryMarshal.Cast<double, Vector<double>>(lanes);
                target[0] = Low;
                target[1] = High;
            }
        }
    }
}
