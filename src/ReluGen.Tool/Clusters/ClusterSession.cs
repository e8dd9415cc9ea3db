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
    public abstract ClusterReport ToReport(bool removeCommonShift);
}

/// <inheritdoc/>
internal sealed class ClusterSession<TNetwork, TPattern> : ClusterSession
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly ClusterBuilder<TNetwork, TPattern> builder = new();

    public override void Add(ReadOnlySpan<float> rows) => builder.Add(rows);

    public override ClusterReport ToReport(bool removeCommonShift)
    {
        ClusterSet<TPattern> clusters = builder.ToClusters();
        ClusterRow[] rows = clusters.Select(cluster => Row(clusters, cluster, removeCommonShift)).ToArray();
        return new ClusterReport(clusters.RowCount, clusters.RejectedRowCount, clusters.InputNames.ToArray(), rows);
    }

    private static ClusterRow Row(ClusterSet<TPattern> clusters, Cluster<TPattern> cluster, bool removeCommonShift) => new(
        cluster.Pattern.ToString()!,
        cluster.RowCount,
        cluster.Inputs,
        cluster.Outputs,
        cluster.ClassCounts.ToArray(),
        cluster.PositiveShare,
        cluster.Map.Weights.ToArray(),
        cluster.Map.Bias.ToArray(),
        Enumerable.Range(0, cluster.Outputs.Count).Select(output => Importance(clusters, cluster, output, removeCommonShift)).ToArray());

    private static OutputImportance Importance(ClusterSet<TPattern> clusters, Cluster<TPattern> cluster, int output, bool removeCommonShift)
    {
        FeatureImportance Of(ImportanceConvention convention) => clusters.ImportanceOf(cluster, output, convention, removeCommonShift);
        return new OutputImportance(Of(ImportanceConvention.Raw), Of(ImportanceConvention.Scaled), Of(ImportanceConvention.Range));
    }
}
