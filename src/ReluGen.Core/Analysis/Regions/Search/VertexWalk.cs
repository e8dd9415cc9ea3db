using System;
using System.Collections.Generic;
using System.Threading;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// The simplex method in float64 on the vertices of a cell: walks along edges to larger values of a linear objective. Its work
/// space is reused, so an object serves one thread. What it says is a guess, to be certified by others.
/// </summary>
internal sealed class VertexWalk
{
    private const double Tolerance = 1e-11;

    private readonly double[] lower;
    private readonly double[] upper;
    private readonly int dimension;
    private readonly CancellationToken cancellation;
    private readonly double[] direction;
    private double[] objective = [];
    private double[] prices = [];

    /// <summary>Walks in a box.</summary>
    public VertexWalk(double[] lower, double[] upper, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        this.lower = lower;
        this.upper = upper;
        dimension = lower.Length;
        direction = new double[dimension];
    }

    /// <summary>What is known at the end of a walk.</summary>
    public enum End
    {
        /// <summary>The value exceeds the target.</summary>
        Above,

        /// <summary>No edge leads to a larger value; <see cref="Prices"/> are the multipliers.</summary>
        Optimal,

        /// <summary>Rounding or degeneracy stopped the walk.</summary>
        Stuck,
    }

    /// <summary>The vertex where the last walk ended.</summary>
    public Vertex Last { get; private set; } = Vertex.Corner([]);

    /// <summary>Multiplier of each cut of <see cref="Last"/> in the objective; none is positive at an optimum, up to rounding.</summary>
    public ReadOnlySpan<double> Prices => prices.AsSpan(0, Last.Cuts.Length);

    /// <summary>
    /// Walks from <paramref name="start"/> until coefficients·x + offset exceeds <paramref name="target"/>; vertices on the way are added to
    /// <paramref name="found"/> while it has fewer than <paramref name="keep"/>.
    /// </summary>
    public End Run(Plane[] cuts, double[] coefficients, double offset, Vertex start, double target, List<Vertex>? found, int keep)
    {
        objective = coefficients;
        double size = 0;
        for (int j = 0; j < dimension; j++)
        {
            size = Math.Max(size, Math.Abs(objective[j]));
        }

        Last = start;
        int limit = 30 + (4 * (dimension + cuts.Length));
        for (int step = 0; step < limit; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Edge(cuts, size * Tolerance, lowestFirst: step > limit / 2, out int leavingCut, out int leavingFace))
            {
                return End.Optimal;
            }

            Vertex? next = Follow(cuts, leavingCut, leavingFace, lowestFirst: step > limit / 2);
            if (next is null)
            {
                return End.Stuck;
            }

            Last = next;
            if (found?.Count < keep)
            {
                found.Add(next);
            }

            if (ValueAt(next.Point) + offset > target)
            {
                return End.Above;
            }
        }

        return End.Stuck;
    }

    /// <summary>Prices the cuts and faces at <see cref="Last"/>, chooses one to leave and sets the direction of its edge.</summary>
    private bool Edge(Plane[] cuts, double tolerance, bool lowestFirst, out int leavingCut, out int leavingFace)
    {
        Vertex vertex = Last;
        int count = vertex.Cuts.Length;
        Price(vertex, count);
        double best = tolerance;
        leavingCut = leavingFace = -1;
        for (int q = 0; q < count && !(lowestFirst && leavingCut >= 0); q++)
        {
            if (prices[q] > best)
            {
                best = prices[q];
                leavingCut = q;
            }
        }

        for (int j = 0; j < dimension && !(lowestFirst && leavingCut >= 0); j++)
        {
            double slope = IsFree(vertex, j) ? 0 : SlopeOf(cuts, vertex, j);
            slope = vertex.Point[j] == lower[j] ? slope : -slope;
            if (slope > best)
            {
                best = slope;
                leavingFace = j;
                leavingCut = -1;
                if (lowestFirst)
                {
                    break;
                }
            }
        }

        SetDirection(cuts, vertex, leavingCut, leavingFace);
        return leavingCut >= 0 || leavingFace >= 0;
    }

    private void Price(Vertex vertex, int count)
    {
        if (prices.Length < count)
        {
            prices = new double[Math.Max(count, 2 * prices.Length)];
        }

        for (int q = 0; q < count; q++)
        {
            double price = 0;
            for (int p = 0; p < count; p++)
            {
                price += objective[vertex.Free[p]] * vertex.Inverse[(p * count) + q];
            }

            prices[q] = price;
        }
    }

    private double SlopeOf(Plane[] cuts, Vertex vertex, int coordinate)
    {
        double slope = objective[coordinate];
        for (int q = 0; q < vertex.Cuts.Length; q++)
        {
            slope -= prices[q] * cuts[vertex.Cuts[q]].Normal[coordinate];
        }

        return slope;
    }

    private void SetDirection(Plane[] cuts, Vertex vertex, int leavingCut, int leavingFace)
    {
        Array.Clear(direction, 0, dimension);
        int count = vertex.Cuts.Length;
        if (leavingCut >= 0)
        {
            for (int p = 0; p < count; p++)
            {
                direction[vertex.Free[p]] = vertex.Inverse[(p * count) + leavingCut];
            }
        }
        else if (leavingFace >= 0)
        {
            double inward = vertex.Point[leavingFace] == lower[leavingFace] ? 1 : -1;
            for (int p = 0; p < count; p++)
            {
                double sum = 0;
                for (int q = 0; q < count; q++)
                {
                    sum += vertex.Inverse[(p * count) + q] * cuts[vertex.Cuts[q]].Normal[leavingFace];
                }

                direction[vertex.Free[p]] = -inward * sum;
            }

            direction[leavingFace] = inward;
        }
    }

    /// <summary>Goes along the direction to the first cut or face that blocks it, and makes that vertex; null if the numbers do not allow it.</summary>
    private Vertex? Follow(Plane[] cuts, int leavingCut, int leavingFace, bool lowestFirst)
    {
        Vertex vertex = Last;
        double length = leavingFace >= 0 ? upper[leavingFace] - lower[leavingFace] : double.PositiveInfinity;
        int blockingFace = leavingFace;
        int blockingCut = -1;
        foreach (int j in vertex.Free)
        {
            double reach = direction[j] > Tolerance ? (upper[j] - vertex.Point[j]) / direction[j]
                : direction[j] < -Tolerance ? (lower[j] - vertex.Point[j]) / direction[j]
                : double.PositiveInfinity;
            if (reach < length)
            {
                length = Math.Max(reach, 0);
                blockingFace = j;
            }
        }

        double steepest = 0;
        for (int i = 0; i < cuts.Length; i++)
        {
            double rate = RateOf(cuts[i].Normal);
            if (rate < -Tolerance && Array.IndexOf(vertex.Cuts, i) < 0)
            {
                double reach = Math.Max(cuts[i].ValueAt(vertex.Point), 0) / -rate;
                if (reach < length || (reach == length && blockingCut >= 0 && !lowestFirst && -rate > steepest))
                {
                    length = reach;
                    blockingCut = i;
                    steepest = -rate;
                }
            }
        }

        return blockingCut < 0 && blockingFace < 0 ? null : Arrive(cuts, leavingCut, leavingFace, blockingCut, blockingFace);
    }

    private double ValueAt(double[] point) => Sums.Dot(0, objective, point);

    private double RateOf(double[] normal) => Sums.Dot(0, normal, direction);

    private Vertex? Arrive(Plane[] cuts, int leavingCut, int leavingFace, int blockingCut, int blockingFace)
    {
        Vertex vertex = Last;
        var point = (double[])vertex.Point.Clone();
        int[] active = Exchange(vertex.Cuts, leavingCut, blockingCut);
        int[] free = Exchange(vertex.Free, blockingCut >= 0 ? -1 : Array.IndexOf(vertex.Free, blockingFace), leavingCut >= 0 ? -1 : leavingFace);
        if (blockingCut < 0)
        {
            bool upward = blockingFace == leavingFace ? point[blockingFace] == lower[blockingFace] : direction[blockingFace] > 0;
            free = blockingFace == leavingFace ? vertex.Free : free;
            point[blockingFace] = upward ? upper[blockingFace] : lower[blockingFace];
        }

        return Vertex.At(cuts, lower, upper, point, active, free);
    }

    /// <summary>The numbers without the one at <paramref name="leaving"/> and with <paramref name="entering"/> at the end; negative for none.</summary>
    private static int[] Exchange(int[] numbers, int leaving, int entering)
    {
        if (leaving < 0 && entering < 0)
        {
            return numbers;
        }

        var exchanged = new int[numbers.Length - (leaving < 0 ? 0 : 1) + (entering < 0 ? 0 : 1)];
        int count = leaving < 0 ? numbers.Length : leaving;
        Array.Copy(numbers, exchanged, count);
        if (leaving >= 0)
        {
            Array.Copy(numbers, leaving + 1, exchanged, leaving, numbers.Length - leaving - 1);
        }

        if (entering >= 0)
        {
            exchanged[exchanged.Length - 1] = entering;
        }

        return exchanged;
    }

    private static bool IsFree(Vertex vertex, int coordinate) => Array.IndexOf(vertex.Free, coordinate) >= 0;
}
