using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Clustering;

/// <summary>
/// Puts clusters with similar maps together (design/math.md 2.5, M4): the two that lose least, again and again, as in Ward's method.
/// </summary>
internal sealed class ClusterAveraging
{
    private readonly List<ClusterGroup> groups;
    private readonly Func<int[], ClusterGroup, ClusterGroup, ClusterGroup> join;

    // The loss of each pair, by rows; the diagonal and what lies above it are not used.
    private readonly List<List<double>> losses = [];

    /// <param name="groups">The clusters.</param>
    /// <param name="join">Makes one group of some numbers of clusters, which were in two groups.</param>
    public ClusterAveraging(IEnumerable<ClusterGroup> groups, Func<int[], ClusterGroup, ClusterGroup, ClusterGroup> join)
    {
        this.groups = [.. groups];
        this.join = join;
        for (int i = 0; i < this.groups.Count; i++)
        {
            losses.Add([.. Enumerable.Range(0, i).Select(j => ClusterGroup.Loss(this.groups[i], this.groups[j]))]);
        }
    }

    /// <summary>The groups once <paramref name="most"/> are left.</summary>
    public IReadOnlyList<ClusterGroup> Reduce(int most)
    {
        while (groups.Count > most)
        {
            (int i, int j) = Least();
            ClusterGroup joined = join([.. groups[j].Numbers, .. groups[i].Numbers], groups[j], groups[i]);
            Remove(i);
            groups[j] = joined;
            for (int k = 0; k < groups.Count; k++)
            {
                if (k != j)
                {
                    losses[Math.Max(k, j)][Math.Min(k, j)] = ClusterGroup.Loss(groups[k], joined);
                }
            }
        }

        return groups;
    }

    private (int Row, int Column) Least()
    {
        (int Row, int Column) least = (1, 0);
        for (int i = 1; i < groups.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                least = losses[i][j] < losses[least.Row][least.Column] ? (i, j) : least;
            }
        }

        return least;
    }

    private void Remove(int index)
    {
        groups.RemoveAt(index);
        losses.RemoveAt(index);
        for (int i = index; i < losses.Count; i++)
        {
            losses[i].RemoveAt(index);
        }
    }
}
