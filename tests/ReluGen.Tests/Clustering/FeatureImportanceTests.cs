using System;
using System.Linq;
using ReluGen.Clustering;

namespace ReluGen.Tests.Clustering;

/// <summary>What importance means under each convention.</summary>
public sealed class FeatureImportanceTests
{
    private static readonly float[] Rows = [0, 1, 1, 1, 4, 0, 3, 2, 1, 5, 1, 1];

    [Fact]
    public void Conventions_scale_the_weights()
    {
        ClusterSet<Multiplexer.Pattern> clusters = Of(Rows);
        Cluster<Multiplexer.Pattern> cluster = clusters.Single(static c => c.Pattern.ToString() == "11");

        // By hand: the columns are 0 1 3 5, 1 4 2 1, 1 0 1 1; in this cluster f = x1 + x3 - 1 + x2 - x3.
        Assert.Equal([1, 1, 0], cluster.Map.Row(0).ToArray());
        Assert.Equal([1, 1, 0], clusters.ImportanceOf(cluster).Values.ToArray());
        Assert.Equal([Math.Sqrt(59.0 / 16), Math.Sqrt(1.5), 0], clusters.ImportanceOf(cluster, 0, ImportanceConvention.Scaled).Values.ToArray());
        FeatureImportance range = clusters.ImportanceOf(cluster, 0, ImportanceConvention.Range);
        Assert.Equal([5, 3, 0], range.Values.ToArray());
        Assert.Equal([0, 1, 2], range.Ranking());
        Assert.Equal("weights times ranges", range.ToString());
    }

    [Fact]
    public void Overall_importance_is_the_mean_over_rows()
    {
        ClusterSet<Multiplexer.Pattern> clusters = Of(Rows);

        double[] expected = [.. Enumerable.Range(0, 3).Select(j => clusters.Sum(c => c.RowCount * (double)c.Map.Row(0)[j]) / clusters.RowCount)];

        Assert.Equal(expected, clusters.OverallImportance().Values.ToArray());
    }

    // Oracle F5: the unit of an input changes its weight, not its scaled importance.
    [Fact]
    public void Scaled_importance_does_not_depend_on_units()
    {
        const float Unit = 8;
        AffineMap metres = new([3f, -2f], [1f], 2), small = new([3f, -2f * Unit], [1f], 2);
        ColumnStatistics inMetres = Statistics([1, 2, 5, 7, 2, 9]), inSmall = Statistics([1, 2 / Unit, 5, 7 / Unit, 2, 9 / Unit]);

        Assert.Equal(-16, FeatureImportance.Of(small, 0, ImportanceConvention.Raw, inSmall).Values[1]);
        Assert.Equal(
            FeatureImportance.Of(metres, 0, ImportanceConvention.Scaled, inMetres).Values.ToArray(),
            FeatureImportance.Of(small, 0, ImportanceConvention.Scaled, inSmall).Values.ToArray());
    }

    [Fact]
    public void The_common_shift_of_classes_does_not_count()
    {
        float[] weights = [1, 5, 3, 5, 8, 5];
        FeatureImportance importance = FeatureImportance.Of(new AffineMap(weights, [0f, 0f, 0f], 2), 2, ImportanceConvention.Raw, Statistics([1, 1]), removeCommonShift: true);

        Assert.Equal([4, 0], importance.Values.ToArray());
        Assert.Equal("weights, less the mean over the outputs", importance.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureImportance.Of(new AffineMap(weights, [0f, 0f, 0f], 2), 3, ImportanceConvention.Raw, Statistics([1, 1])));
        Assert.Throws<ArgumentException>(() => FeatureImportance.Of(new AffineMap(weights, [0f, 0f, 0f], 2), 0, ImportanceConvention.Raw, Statistics([1])));
    }

    private static ClusterSet<Multiplexer.Pattern> Of(float[] rows)
    {
        var builder = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
        builder.Add(rows);
        return builder.ToClusters();
    }

    private static ColumnStatistics Statistics(float[] rows)
    {
        int columns = rows.Length == 1 ? 1 : 2;
        var sums = new ColumnSums(columns);
        for (int i = 0; i < rows.Length; i += columns)
        {
            var row = new double[ColumnSums.Padded(columns)];
            rows.AsSpan(i, columns).ToArray().Select(static v => (double)v).ToArray().CopyTo(row, 0);
            sums.Add(row);
        }

        return sums.Statistics(0, columns);
    }
}
