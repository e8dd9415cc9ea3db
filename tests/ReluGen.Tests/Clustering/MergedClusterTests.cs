using System.Linq;
using ReluGen.Clustering;

namespace ReluGen.Tests.Clustering;

/// <summary>Clusters whose maps are equal, put together: oracle F6 of the design.</summary>
public sealed class MergedClusterTests
{
    [Fact]
    public void The_ends_of_the_bump_are_one_cluster()
    {
        var builder = new ClusterBuilder<Bump, Bump.Pattern>();
        builder.Add([-0.5f, -0.25f, 0.5f, 1.5f, 2.5f]);

        ClusterSet<Bump.Pattern> merged = builder.ToMergedClusters();

        Assert.Equal(4, builder.ToClusters().Count);
        Assert.Equal(["000 111", "100", "110"], merged.Select(static c => string.Join(' ', c.Patterns.ToArray())));
        Assert.Equal((3L, -0.5f, 2.5f), (merged[0].RowCount, merged[0].Inputs.Minimum[0], merged[0].Inputs.Maximum[0]));
        Assert.Equal(1.75 / 3, merged[0].Inputs.Mean[0], 1e-15);
        Assert.True(merged.TryFind(Bump.Pattern.Parse("111"), out int number));
        Assert.Equal(0, number);
        Assert.Equal(5, merged.RowCount);
    }

    [Fact]
    public void Sixteen_tents_have_twelve_maps()
    {
        var builder = new ClusterBuilder<Tents, Tents.Pattern>();
        const int Steps = 8;
        builder.Add([.. Enumerable.Range(0, Steps * Steps).SelectMany(static i => new[] { ((i % Steps) + 0.5f) / Steps, ((i / Steps) + 0.5f) / Steps })]);

        Assert.Equal(16, builder.ToClusters().Count);
        Assert.Equal(12, builder.ToMergedClusters().Count);
        Assert.Equal(16, Tents.Regions.Count);
        Assert.Equal(12, Enumerable.Range(0, 16).Select(static i => Tents.Regions[i].MapIndex).Distinct().Count());
    }

    [Fact]
    public void What_the_table_does_not_hold_stays_apart()
    {
        var builder = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
        builder.Add([0, 0, 0, 1, 0, 1]);

        Assert.Equal(0, Multiplexer.Regions.Count);
        Assert.Equal(2, builder.ToMergedClusters().Count);
    }
}
