using System;

namespace ReluGen.Monitoring;

/// <summary>How live traffic differs from the training data in the clusters that it visits.</summary>
public sealed class PatternDrift
{
    // The usual rule for the chi-squared approximation: cells that expect fewer rows are pooled.
    private const double LeastExpected = 5;

    private PatternDrift(long rowCount, long unseenRowCount, long rejectedRowCount, double distance, double chiSquared, int degreesOfFreedom)
    {
        RowCount = rowCount;
        UnseenRowCount = unseenRowCount;
        RejectedRowCount = rejectedRowCount;
        TotalVariationDistance = distance;
        ChiSquared = chiSquared;
        DegreesOfFreedom = degreesOfFreedom;
        PValue = degreesOfFreedom == 0 ? 1 : ChiSquaredDistribution.UpperTail(chiSquared, degreesOfFreedom);
    }

    /// <summary>Number of live rows that have a pattern.</summary>
    public long RowCount { get; }

    /// <summary>Number of live rows whose pattern no training row has.</summary>
    public long UnseenRowCount { get; }

    /// <summary>Number of live rows without a pattern.</summary>
    public long RejectedRowCount { get; }

    /// <summary>The share of live rows whose pattern no training row has; 0 without rows.</summary>
    public double UnseenShare => RowCount == 0 ? 0 : (double)UnseenRowCount / RowCount;

    /// <summary>
    /// How far the shares have moved: half the sum of the absolute differences between the clusters' shares in training and live;
    /// 0 if they are equal, 1 if no pattern is common. Does not depend on how many rows there are.
    /// </summary>
    public double TotalVariationDistance { get; }

    /// <summary>
    /// Pearson's chi-squared statistic for the homogeneity of the two histograms. Clusters that expect fewer than 5 rows in either
    /// are pooled with the unseen ones.
    /// </summary>
    public double ChiSquared { get; }

    /// <summary>Cells less one, after pooling.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>
    /// The probability of a statistic at least this large if live rows came from where the training rows did, by the chi-squared
    /// approximation; 1 without rows. Small for any difference where there are many rows: read it together with the distance.
    /// </summary>
    public double PValue { get; }

    /// <summary>Compares two histograms over the same cells, the last of which is that of unseen patterns.</summary>
    internal static PatternDrift Of(ReadOnlySpan<long> trained, ReadOnlySpan<long> live, long rejected)
    {
        double trainedRows = Sum(trained), liveRows = Sum(live);
        if (liveRows == 0)
        {
            return new PatternDrift(0, 0, rejected, 0, 0, 0);
        }

        double distance = 0, statistic = 0, pooledTrained = 0, pooledLive = 0;
        int cells = 0;
        for (int i = 0; i < trained.Length; i++)
        {
            distance += Math.Abs((trained[i] / trainedRows) - (live[i] / liveRows)) / 2;
            double expected = (trained[i] + live[i]) * Math.Min(trainedRows, liveRows) / (trainedRows + liveRows);
            if (expected < LeastExpected)
            {
                pooledTrained += trained[i];
                pooledLive += live[i];
                continue;
            }

            statistic += Cell(trained[i], live[i]);
            cells++;
        }

        if (pooledTrained + pooledLive > 0)
        {
            statistic += Cell(pooledTrained, pooledLive);
            cells++;
        }

        return new PatternDrift((long)liveRows, live[^1], rejected, distance, statistic, cells - 1);

        // (observed - expected)² / expected of both samples, whose deviations are equal and opposite.
        double Cell(double a, double b)
        {
            double expectedA = (a + b) * trainedRows / (trainedRows + liveRows);
            double expectedB = (a + b) * liveRows / (trainedRows + liveRows);
            return (a - expectedA) * (a - expectedA) * ((1 / expectedA) + (1 / expectedB));
        }
    }

    private static double Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (long count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
