namespace ReluGen.Clustering;

/// <summary>How patterns became clusters.</summary>
public enum ClusterMerge
{
    /// <summary>A cluster a pattern.</summary>
    None,

    /// <summary>Patterns whose maps are exactly equal are together. Nothing is lost.</summary>
    EqualMaps,

    /// <summary>
    /// Lossy: only the largest clusters are left. Each other one went to the one of them whose map is nearest on its rows, if there are any
    /// among those that differ from it in one neuron. Every cluster has a map of the network, which is wrong for the rows that came to it.
    /// </summary>
    FoldSmall,

    /// <summary>
    /// Lossy: the clusters with the most similar maps were put together, again and again. Their weights are the means over the rows, and the
    /// bias is such that the mean output is right; the network has such a map nowhere.
    /// </summary>
    AverageSimilar,
}
