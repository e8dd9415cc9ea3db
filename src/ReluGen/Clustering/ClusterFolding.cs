using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Clustering;

/// <summary>Folds small clusters into large ones (design/math.md 2.5, M5).</summary>
internal static class ClusterFolding
{
    /// <summary>Leaves the first <paramref name="most"/> groups and puts every other one to that whose map is nearest.</summary>
    /// <param name="groups">The largest first.</param>
    /// <param name="most">How many may be left.</param>
    /// <param name="areNeighbours">True for groups with patterns that differ in one neuron; such are preferred.</param>
    /// <returns>For each of those left the groups that it now holds, itself first.</returns>
    public static List<ClusterGroup>[] Fold(IReadOnlyList<ClusterGroup> groups, int most, Func<ClusterGroup, ClusterGroup, bool> areNeighbours)
    {
        List<ClusterGroup>[] kept = [.. groups.Take(most).Select(static group => new List<ClusterGroup> { group })];
        foreach (ClusterGroup group in groups.Skip(most))
        {
            // Of equally near ones the largest: the first.
            List<ClusterGroup>[] near = [.. kept.Where(target => areNeighbours(group, target[0]))];
            (near.Length > 0 ? near : kept).MinBy(target => group.DistanceTo(target[0].Weights, target[0].Bias))!.Add(group);
        }

        return kept;
    }
}
