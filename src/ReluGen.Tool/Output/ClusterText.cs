using ReluGen.Clustering;

namespace ReluGen.Tool.Output;

/// <summary>How merging is called.</summary>
internal static class ClusterText
{
    /// <summary>A slug for JSON.</summary>
    public static string NameOf(ClusterMerge merge) => merge switch
    {
        ClusterMerge.None => "none",
        ClusterMerge.EqualMaps => "equal-maps",
        ClusterMerge.FoldSmall => "fold-small",
        _ => "average-similar",
    };

    /// <summary>What was done, for a person; empty where nothing was.</summary>
    public static string Describe(ClusterMerge merge) => merge switch
    {
        ClusterMerge.None => "",
        ClusterMerge.EqualMaps => ", patterns with equal maps together (no loss)",
        ClusterMerge.FoldSmall => ", LOSSY: small clusters folded into the nearest large ones",
        _ => ", LOSSY: similar maps averaged",
    };
}
