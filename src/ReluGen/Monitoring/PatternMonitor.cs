using System;
using System.Threading;
using ReluGen.Clustering;

namespace ReluGen.Monitoring;

/// <summary>
/// Counts the activation patterns of live traffic against those of the training data: rows in regions that training never saw, and
/// whether the shares of the clusters have moved.
/// </summary>
/// <typeparam name="TPattern">The network's pattern.</typeparam>
/// <remarks>Thread-safe, no locks, no allocation for a row. A row costs a look-up and one atomic addition.</remarks>
public sealed class PatternMonitor<TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    // Threads add to different stripes, as far as their numbers differ, so that they seldom wait for each other's cache lines.
    private const int StripeCount = 16;
    private const int CountsOfCacheLine = 8;

    private readonly ClusterSet<TPattern> baseline;
    private readonly int stripe;
    private readonly long[] counts;
    private long rejected;

    /// <summary>Starts with no live rows.</summary>
    /// <param name="baseline">The clusters of the training data.</param>
    /// <exception cref="ArgumentException">It has no rows.</exception>
    public PatternMonitor(ClusterSet<TPattern> baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (baseline.RowCount == 0)
        {
            throw new ArgumentException("There is nothing to compare with: the clusters have no rows.", nameof(baseline));
        }

        this.baseline = baseline;
        stripe = (baseline.Count + CountsOfCacheLine) / CountsOfCacheLine * CountsOfCacheLine;
        counts = new long[StripeCount * stripe];
    }

    /// <summary>Counts one row.</summary>
    /// <param name="pattern">What Forward returned for it.</param>
    /// <returns>True if some row of the training data has this pattern.</returns>
    public bool Observe(in TPattern pattern)
    {
        bool isSeen = baseline.TryFind(pattern, out int cluster);
        Interlocked.Increment(ref counts[(StripeOfThread() * stripe) + (isSeen ? cluster : baseline.Count)]);
        return isSeen;
    }

    /// <summary>Counts many rows.</summary>
    /// <param name="patterns">What ForwardBatch gave for them.</param>
    public void Observe(ReadOnlySpan<TPattern> patterns)
    {
        foreach (ref readonly TPattern pattern in patterns)
        {
            Observe(pattern);
        }
    }

    /// <summary>Counts rows that have no pattern: their outputs are NaN.</summary>
    public void Reject(long rows = 1) => Interlocked.Add(ref rejected, rows);

    /// <summary>What has been counted since the start or the last <see cref="Reset"/>. Rows that other threads add meanwhile are in it or not.</summary>
    public PatternDrift Measure()
    {
        var live = new long[baseline.Count + 1];
        for (int i = 0; i < live.Length; i++)
        {
            for (int s = 0; s < StripeCount; s++)
            {
                live[i] += Interlocked.Read(ref counts[(s * stripe) + i]);
            }
        }

        var trained = new long[baseline.Count + 1];
        for (int i = 0; i < baseline.Count; i++)
        {
            trained[i] = baseline[i].RowCount;
        }

        return PatternDrift.Of(trained, live, Interlocked.Read(ref rejected));
    }

    /// <summary>Forgets all live rows. Rows that other threads add meanwhile are forgotten or not.</summary>
    public void Reset()
    {
        for (int i = 0; i < counts.Length; i++)
        {
            Interlocked.Exchange(ref counts[i], 0);
        }

        Interlocked.Exchange(ref rejected, 0);
    }

    private static int StripeOfThread() => Environment.CurrentManagedThreadId & (StripeCount - 1);
}
