using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Clustering;
using ReluGen.Tool.Engines;

namespace ReluGen.Tool.Clusters;

/// <summary>Clusters rows with a network that was compiled in this process: the runtime library does the work, as in an app.</summary>
internal abstract class ClusterSession
{
    /// <summary>Makes a session for the generated class of <paramref name="network"/>.</summary>
    public static ClusterSession Of(CompiledNetwork network)
    {
        Type session = typeof(ClusterSession<,>).MakeGenericType(network.NetworkType, network.NetworkType.GetNestedType("Pattern")!);
        return (ClusterSession)Activator.CreateInstance(session)!;
    }

    /// <summary>Adds rows of inputs, one after another.</summary>
    public abstract void Add(ReadOnlySpan<float> rows);

    /// <summary>The clusters so far.</summary>
    /// <param name="removeCommonShift">True if only differences between outputs mean anything.</param>
    /// <param name="most">How many there may be; with loss if it must be.</param>
    /// <param name="merge">How they are put together.</param>
    /// <param name="described">How many to describe, the largest.</param>
    public abstract ClusterReport ToReport(bool removeCommonShift, int most = int.MaxValue, ClusterMerge merge = ClusterMerge.None, int described = int.MaxValue);

    /// <summary>The tree of the clusters so far.</summary>
    public abstract TreeRow ToTree();

    /// <summary>Adds rows, which were added before, to what measures the loss of the last report.</summary>
    public abstract void Measure(ReadOnlySpan<float> rows);

    /// <summary>The loss of the last report on the rows that were measured.</summary>
    public abstract FidelityRow ToFidelity();
}

/// <inheritdoc/>
internal sealed class ClusterSession<TNetwork, TPattern> : ClusterSession
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly ClusterBuilder<TNetwork, TPattern> builder = new();
    private ClusterFidelity<TNetwork, TPattern>? fidelity;

    public override void Add(ReadOnlySpan<float> rows) => builder.Add(rows);

    public override ClusterReport ToReport(bool removeCommonShift, int most, ClusterMerge merge, int described)
    {
        ClusterSet<TPattern> clusters = merge switch
        {
            ClusterMerge.None => builder.ToClusters(),
            ClusterMerge.EqualMaps => builder.ToMergedClusters(),
            _ => builder.ToFewerClusters(most, merge),
        };
        fidelity = new ClusterFidelity<TNetwork, TPattern>(clusters);
        ClusterRow[] rows = clusters.Take(described).Select(cluster => Row(clusters, cluster, removeCommonShift)).ToArray();
        FeatureImportance[] overall = [.. Enumerable.Range(0, clusters.Outputs.Count).Select(o => clusters.OverallImportance(o, ImportanceConvention.Scaled, removeCommonShift))];
        return new ClusterReport(clusters.RowCount, clusters.RejectedRowCount, clusters.InputNames.ToArray(), clusters.Inputs, overall, clusters.Count, rows)
        {
            Merge = clusters.Merge,
            PatternCount = clusters.Sum(static cluster => cluster.Patterns.Length),
        };
    }

    public override TreeRow ToTree() => Row(builder.ToTree());

    public override void Measure(ReadOnlySpan<float> rows) => fidelity!.Add(rows);

    public override FidelityRow ToFidelity() => new(fidelity!.AgreementShare, fidelity.LargestError, fidelity.MeanError);

    private static TreeRow Row(ClusterNode<TPattern> node) => new(
        node.Stage,
        node.Bits,
        node.Children.Count == 0 ? node.Pattern.ToString() : null,
        node.RowCount,
        node.Inputs.Mean.ToArray(),
        node.Outputs.Mean.ToArray(),
        node.ClassCounts.ToArray(),
        [.. node.Children.Select(Row)]);

    private static ClusterRow Row(ClusterSet<TPattern> clusters, Cluster<TPattern> cluster, bool removeCommonShift) => new(
        cluster.Pattern.ToString()!,
        cluster.RowCount,
        cluster.Inputs,
        cluster.Outputs,
        cluster.ClassCounts.ToArray(),
        cluster.PositiveShare,
        cluster.Map.Weights.ToArray(),
        cluster.Map.Bias.ToArray(),
        Enumerable.Range(0, cluster.Outputs.Count).Select(output => Importance(clusters, cluster, output, removeCommonShift)).ToArray())
    {
        Patterns = [.. cluster.Patterns.ToArray().Select(static pattern => pattern.ToString()!)],
        IsExact = cluster.IsExact,
    };

    private static OutputImportance Importance(ClusterSet<TPattern> clusters, Cluster<TPattern> cluster, int output, bool removeCommonShift)
    {
        FeatureImportance Of(ImportanceConvention convention) => clusters.ImportanceOf(cluster, output, convention, removeCommonShift);
        return new OutputImportance(Of(ImportanceConvention.Raw), Of(ImportanceConvention.Scaled), Of(ImportanceConvention.Range));
    }
}
