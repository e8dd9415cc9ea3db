using System;
using System.Linq;
using System.Threading.Tasks;
using ReluGen.Clustering;
using ReluGen.Monitoring;

namespace ReluGen.Tests.Monitoring;

/// <summary>Live traffic against the training clusters.</summary>
public sealed class PatternMonitorTests
{
    private static readonly Absolute.Pattern Left = Absolute.Pattern.Parse("01");
    private static readonly Absolute.Pattern Right = Absolute.Pattern.Parse("10");
    private static readonly Absolute.Pattern Unseen = Absolute.Pattern.Parse("11");

    // A two by two table, by hand: 60 and 40 in training, 30 and 70 live; expected 45 and 55 each.
    [Fact]
    public void Moved_shares_have_the_statistic_of_the_textbook()
    {
        PatternMonitor<Absolute.Pattern> monitor = Monitor(60, 40);
        Count(monitor, Left, 30);
        Count(monitor, Right, 70);

        PatternDrift drift = monitor.Measure();

        Assert.Equal((100L, 0L, 0L, 1), (drift.RowCount, drift.UnseenRowCount, drift.RejectedRowCount, drift.DegreesOfFreedom));
        Assert.Equal(0.3, drift.TotalVariationDistance, 1e-15);
        Assert.Equal((2 * 15 * 15 / 45.0) + (2 * 15 * 15 / 55.0), drift.ChiSquared, 1e-12);
        Assert.InRange(drift.PValue, 2.0e-5, 2.4e-5);
    }

    [Fact]
    public void Equal_shares_are_no_drift()
    {
        PatternMonitor<Absolute.Pattern> monitor = Monitor(60, 40);
        Count(monitor, Left, 30);
        Count(monitor, Right, 20);

        PatternDrift drift = monitor.Measure();

        Assert.Equal((0, 0, 1.0), (drift.TotalVariationDistance, drift.ChiSquared, drift.PValue));
    }

    [Fact]
    public void Unseen_and_rejected_rows_are_counted()
    {
        PatternMonitor<Absolute.Pattern> monitor = Monitor(60, 40);
        Assert.True(monitor.Observe(Left));
        Assert.False(monitor.Observe(Unseen));
        monitor.Observe([Unseen, Right]);
        monitor.Reject(3);

        PatternDrift drift = monitor.Measure();

        Assert.Equal((4L, 2L, 3L, 0.5), (drift.RowCount, drift.UnseenRowCount, drift.RejectedRowCount, drift.UnseenShare));
        monitor.Reset();
        Assert.Equal((0L, 0L, 1.0), (monitor.Measure().RowCount, monitor.Measure().RejectedRowCount, monitor.Measure().PValue));
    }

    [Fact]
    public void Threads_lose_no_row_and_rows_allocate_nothing()
    {
        PatternMonitor<Absolute.Pattern> monitor = Monitor(60, 40);
        Parallel.For(0, 8, _ => Count(monitor, Right, 50_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        monitor.Observe(Right);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(400_001, monitor.Measure().RowCount);
    }

    [Fact]
    public void Nothing_to_compare_with_is_refused() =>
        Assert.Throws<ArgumentException>(() => new PatternMonitor<Absolute.Pattern>(new ClusterBuilder<Absolute, Absolute.Pattern>().ToClusters()));

    // Tables of the chi-squared distribution: upper 5 % and 0.1 % points; and 1 - erf(1/√2) etc. for one degree of freedom.
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(5.991464547107979, 2, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(124.34211340400407, 100, 0.05)]
    [InlineData(10.827566170662733, 1, 0.001)]
    [InlineData(1, 1, 0.31731050786291415)]
    [InlineData(0.1, 2, 0.951229424500714)]
    [InlineData(0, 3, 1)]
    public void Tail_probabilities_are_those_of_the_tables(double value, int degrees, double expected) =>
        Assert.Equal(expected, ChiSquaredDistribution.UpperTail(value, degrees), 1e-12);

    private static PatternMonitor<Absolute.Pattern> Monitor(int left, int right)
    {
        var builder = new ClusterBuilder<Absolute, Absolute.Pattern>();
        builder.Add([.. Enumerable.Repeat(-1f, left), .. Enumerable.Repeat(1f, right)]);
        return new PatternMonitor<Absolute.Pattern>(builder.ToClusters());
    }

    private static void Count(PatternMonitor<Absolute.Pattern> monitor, Absolute.Pattern pattern, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            monitor.Observe(pattern);
        }
    }
}
