using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Clustering;

namespace ReluGen.Tool.Output;

/// <summary>How merging and classes are called.</summary>
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

    /// <summary>The rows of each class of a network with several outputs, by name where classes have names.</summary>
    public static string Classes(IReadOnlyList<long> counts, IReadOnlyList<string> labels) => labels.Count == counts.Count
        ? "classes " + string.Join(", ", counts.Select((count, i) => SafeText.OneLine(labels[i]) + " " + count.ToString(CultureInfo.InvariantCulture)))
        : "classes " + string.Join(" ", counts);

    /// <summary>What was done, for a person; empty where nothing was.</summary>
    public static string Describe(ClusterMerge merge) => merge switch
    {
        ClusterMerge.None => "",
        ClusterMerge.EqualMaps => ", patterns with equal maps together (no loss)",
        ClusterMerge.FoldSmall => ", LOSSY: small clusters folded into the nearest large ones",
        _ => ", LOSSY: similar maps averaged",
    };
}
