using System;
using System.Globalization;
using System.Linq;
using ReluGen.Clustering;

namespace ReluGen.Tests.Clustering;

/// <summary>Clusters by activation pattern, as an app makes them.</summary>
public sealed class ClusterTests
{
    private static readonly float[] Corners = [.. Enumerable.Range(0, 8).SelectMany(static i => new float[] { i & 1, i >> 1 & 1, i >> 2 })];

    // Oracle F1 of the design: the Boolean study without training.
    [Fact]
    public void The_multiplexer_has_the_three_clusters_of_the_paper()
    {
        var builder = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
        builder.Add(Corners);

        ClusterSet<Multiplexer.Pattern> clusters = builder.ToClusters();

        Assert.Equal(
            [
                "00 4 positive 0 mean 0.25 0.25 0.5 map 0 0 0 + 0",
                "01 2 positive 1 mean 0.5 1 0 map 0 1 -1 + 0",
                "10 2 positive 1 mean 1 0.5 1 map 1 0 1 + -1",
            ],
            clusters.Select(Describe));
        Assert.Equal((8L, 0L, 0.5), (clusters.RowCount, clusters.RejectedRowCount, clusters.SupportOf(clusters[0])));
        Assert.Equal([0.5, 0.5, 0.5], clusters.Inputs.Mean.ToArray());
        Assert.Equal([0.25, 0.25, 0.25], clusters.Inputs.Variance.ToArray());
        Assert.True(clusters.TryFind(clusters[2].Pattern, out int number));
        Assert.Equal(2, number);
        Assert.False(clusters.TryFind(Multiplexer.Pattern.Parse("11"), out number));
        Assert.Equal(-1, number);
    }

    [Fact]
    public void Parts_merge_to_the_bits_of_one_pass_in_any_order()
    {
        float[] rows = Noise(60_000, Wide.InputCount);
        string whole = Bits(Of(rows));
        int third = rows.Length / 9 * 3;
        ClusterBuilder<Wide, Wide.Pattern> first = Of(rows.AsSpan(0, third)), second = Of(rows.AsSpan(third, third)), last = Of(rows.AsSpan(2 * third));

        last.Merge(first);
        last.Merge(second);

        Assert.Equal(whole, Bits(last));
        Assert.Equal(20_000, first.RowCount + first.RejectedRowCount);
    }

    [Fact]
    public void Two_halves_of_a_million_rows_merge_to_the_bits_of_one_pass()
    {
        const int Rows = 1_000_000;
        float[] rows = Noise(Rows, Multiplexer.InputCount);
        var whole = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
        var first = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
        var second = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
        whole.Add(rows);
        first.Add(rows.AsSpan(0, rows.Length / 2));
        second.Add(rows.AsSpan(rows.Length / 2));

        second.Merge(first);

        Assert.Equal((Rows, 4), (second.RowCount, second.ToClusters().Count));
        Assert.Equal(Bits(whole.ToClusters()), Bits(second.ToClusters()));
        Assert.Equal(Bits(whole.ToFewerClusters(2)), Bits(second.ToFewerClusters(2)));
    }

    // More rows than the sums of float64 slices can take without rounding: their totals move to wider ones.
    [Fact]
    public void Many_rows_stay_exact()
    {
        const int Rows = 300_000;
        const float Value = 16_777_215;
        var builder = new ClusterBuilder<Absolute, Absolute.Pattern>();
        var rows = new float[Rows];
        rows.AsSpan().Fill(Value);
        rows[7] = 1;

        builder.Add(rows);

        Cluster<Absolute.Pattern> cluster = Assert.Single(builder.ToClusters());
        Assert.Equal(Value - (Value - 1.0) / Rows, cluster.Inputs.Mean[0]);
        Assert.Equal((Value - 1.0) * (Value - 1) / Rows * (1 - 1.0 / Rows), cluster.Inputs.Variance[0], 1e-9 * Value);
        Assert.Equal((1f, Value), (cluster.Inputs.Minimum[0], cluster.Inputs.Maximum[0]));
    }

    [Fact]
    public void Rows_that_are_not_finite_are_counted_and_left_out()
    {
        var builder = new ClusterBuilder<Absolute, Absolute.Pattern>();

        builder.Add([1, float.NaN, -1, float.PositiveInfinity, 3]);

        ClusterSet<Absolute.Pattern> clusters = builder.ToClusters();
        Assert.Equal((3L, 2L, 2), (clusters.RowCount, clusters.RejectedRowCount, clusters.Count));
        Assert.Equal(2, clusters[0].Inputs.Mean[0]);
    }

    [Fact]
    public void No_rows_give_no_clusters()
    {
        ClusterSet<Absolute.Pattern> clusters = new ClusterBuilder<Absolute, Absolute.Pattern>().ToClusters();

        Assert.Empty(clusters);
        Assert.Equal(double.NaN, clusters.Inputs.Mean[0]);
    }

    [Fact]
    public void A_row_that_is_not_whole_is_refused()
    {
        var builder = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
        Assert.Throws<ArgumentException>(() => builder.Add([1, 2]));
        Assert.Throws<ArgumentException>(() => builder.Merge(builder));
    }

    [Fact]
    public void Rows_of_known_patterns_allocate_nothing()
    {
        var builder = new ClusterBuilder<Wide, Wide.Pattern>();
        float[] rows = [.. Enumerable.Repeat(new float[] { 1, -2, 3 }, 1000).SelectMany(static row => row)];
        builder.Add(rows);

        long before = GC.GetAllocatedBytesForCurrentThread();
        builder.Add(rows);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2000, builder.RowCount);
    }

    /// <summary>Numbers of every size, among them zeros, what is too fine for the fast sums, and what is too large for them.</summary>
    internal static float[] Noise(int rows, int columns)
    {
        var random = new Random(1);
        var values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            double scale = random.Next(8) switch { 0 => 0, 1 => 1e-30, 2 => 1e-7, 3 => 3e8, _ => 4 };
            values[i] = (float)(scale * (random.NextDouble() - 0.5));
        }

        return values;
    }

    private static ClusterBuilder<Wide, Wide.Pattern> Of(ReadOnlySpan<float> rows)
    {
        var builder = new ClusterBuilder<Wide, Wide.Pattern>();
        builder.Add(rows);
        return builder;
    }

    private static string Describe(Cluster<Multiplexer.Pattern> cluster) => string.Create(
        CultureInfo.InvariantCulture,
        $"{cluster.Pattern} {cluster.RowCount} positive {cluster.PositiveShare} mean {Join(cluster.Inputs.Mean)} map {Join([.. cluster.Map.Row(0).ToArray().Select(static w => (double)w)])} + {cluster.Map.Bias[0]}");

    private static string Join(ReadOnlySpan<double> values) => string.Join(' ', values.ToArray().Select(static value => value.ToString(CultureInfo.InvariantCulture)));

    private static string Bits(ClusterBuilder<Wide, Wide.Pattern> builder) => Bits(builder.ToClusters());

    /// <summary>Everything that clusters hold, with all bits of its numbers.</summary>
    private static string Bits<TPattern>(ClusterSet<TPattern> clusters)
        where TPattern : unmanaged, IActivationPattern<TPattern> => string.Join('\n', clusters.Select(static cluster =>
        $"{cluster.Pattern} {cluster.RowCount} {string.Join(',', cluster.ClassCounts.ToArray())} {Bits(cluster.Inputs)} {Bits(cluster.Outputs)} {Join([.. cluster.Map.Weights.ToArray().Select(static w => (double)w)])}"));

    private static string Bits(ColumnStatistics statistics) => string.Join(' ', Enumerable.Range(0, statistics.Count).Select(j =>
        $"{BitConverter.DoubleToInt64Bits(statistics.Mean[j]):x} {BitConverter.DoubleToInt64Bits(statistics.Variance[j]):x} {statistics.Minimum[j]:R} {statistics.Maximum[j]:R}"));
}
