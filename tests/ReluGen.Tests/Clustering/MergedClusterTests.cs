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

    // The bump in [-1, 3]: x on [0, 1], 2 - x on [1, 2]. Of 9 rows 3 have 0, 4 have x and 2 have 2 - x.
    private static readonly float[] BumpRows = [-1, 2.5f, 3, 0.25f, 0.5f, 0.5f, 0.75f, 1.25f, 1.75f];

    [Fact]
    public void Small_clusters_fold_into_the_neighbour_with_the_nearest_map()
    {
        ClusterBuilder<Bump, Bump.Pattern> builder = OfBump();

        ClusterSet<Bump.Pattern> two = builder.ToFewerClusters(2);

        // 110 differs from 100 and from 111 in one neuron. On its rows (mean 1.5, variance 1/16) x is off by 2 - 2x, squared (-1)^2 + 4/16;
        // 0 is off by 2 - x, squared 1/4 + 1/16: it goes to the zeros.
        Assert.Equal(["000 110 111: 5 False 0", "100: 4 True 1"], two.Select(static c => $"{string.Join(' ', Sorted(c))}: {c.RowCount} {c.IsExact} {c.Map.Weights[0]}"));
        Assert.Equal((ClusterMerge.FoldSmall, true), (two.Merge, two.IsLossy));
        var fidelity = new ClusterFidelity<Bump, Bump.Pattern>(two);
        fidelity.Add(BumpRows);
        fidelity.Add([float.NaN]);

        // The two folded rows had 0.75 and 0.25, which were positive.
        Assert.Equal((9L, 1L, 7.0 / 9, 0.75, 1.0 / 9), (fidelity.RowCount, fidelity.UnknownRowCount, fidelity.AgreementShare, fidelity.LargestError, fidelity.MeanError));
    }

    [Fact]
    public void Similar_maps_are_averaged_and_keep_the_mean_output()
    {
        ClusterSet<Bump.Pattern> two = OfBump().ToFewerClusters(2, ClusterMerge.AverageSimilar);

        Cluster<Bump.Pattern> merged = Assert.Single(two, static cluster => !cluster.IsExact);
        double byMap = (merged.Map.Weights[0] * merged.Inputs.Mean[0]) + merged.Map.Bias[0];
        Assert.Equal(merged.Outputs.Mean[0], byMap, 1e-6);
        Assert.Equal(9, two.RowCount);
        Assert.Equal(ClusterMerge.AverageSimilar, two.Merge);
    }

    [Fact]
    public void Nothing_is_lost_where_few_enough_are_left_anyway()
    {
        ClusterBuilder<Bump, Bump.Pattern> builder = OfBump();

        Assert.Equal((4, ClusterMerge.None), (builder.ToFewerClusters(4).Count, builder.ToFewerClusters(4).Merge));
        Assert.Equal((3, ClusterMerge.EqualMaps, false), (builder.ToFewerClusters(3).Count, builder.ToFewerClusters(3).Merge, builder.ToFewerClusters(3).IsLossy));
        Assert.Single(builder.ToFewerClusters(1, ClusterMerge.AverageSimilar));
        Assert.Throws<System.ArgumentOutOfRangeException>(() => builder.ToFewerClusters(0));
        Assert.Throws<System.ArgumentException>(() => builder.ToFewerClusters(2, ClusterMerge.EqualMaps));
    }

    [Fact]
    public void The_tree_refines_stage_by_stage()
    {
        var builder = new ClusterBuilder<Tents, Tents.Pattern>();
        const int Steps = 8;
        builder.Add([.. Enumerable.Range(0, Steps * Steps).SelectMany(static i => new[] { ((i % Steps) + 0.5f) / Steps, ((i / Steps) + 0.5f) / Steps })]);

        ClusterNode<Tents.Pattern> root = builder.ToTree();

        Assert.Equal([4, 4], Tents.StageWidths.ToArray());
        Assert.Equal((0, 64L, 4), (root.Stage, root.RowCount, root.Children.Count));
        Assert.All(root.Children, static quarter => Assert.Equal((1, 16L, 4), (quarter.Stage, quarter.RowCount, quarter.Children.Count)));
        Assert.Equal(["1010", "1011", "1110", "1111"], root.Children.Select(static quarter => quarter.Bits));
        ClusterNode<Tents.Pattern> leaf = root.Children[0].Children[0];
        Assert.Equal((2, 4L, 0), (leaf.Stage, leaf.RowCount, leaf.Children.Count));
        Assert.Equal("1010" + leaf.Bits, leaf.Pattern.ToString());

        // Below 1/2 in both coordinates: 0.5, 1.5, 2.5, 3.5 eighths.
        Assert.Equal([0.25, 0.25], root.Children[0].Inputs.Mean.ToArray());
        Assert.Empty(new ClusterBuilder<Tents, Tents.Pattern>().ToTree().Children);
    }

    private static ClusterBuilder<Bump, Bump.Pattern> OfBump()
    {
        var builder = new ClusterBuilder<Bump, Bump.Pattern>();
        builder.Add(BumpRows);
        return builder;
    }

    private static string[] Sorted(Cluster<Bump.Pattern> cluster) => [.. cluster.Patterns.ToArray().Select(static pattern => pattern.ToString()).Order()];
}
