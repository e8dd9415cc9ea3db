using System.Collections.Generic;
using System.Numerics;

namespace ReluGen.Clustering;

/// <summary>The order of clusters: the largest first, then by pattern.</summary>
internal static class ClusterOrder
{
    /// <summary>Compares two clusters.</summary>
    public static int Compare<TPattern>(Cluster<TPattern> left, Cluster<TPattern> right)
        where TPattern : unmanaged, IActivationPattern<TPattern> =>
        left.RowCount != right.RowCount ? right.RowCount.CompareTo(left.RowCount) : Compare(left.Pattern, right.Pattern);

    /// <summary>The order of patterns.</summary>
    public static Comparer<TPattern> ByPattern<TPattern>()
        where TPattern : unmanaged, IActivationPattern<TPattern> => Comparer<TPattern>.Create(static (left, right) => Compare(left, right));

    /// <summary>Compares two patterns as their strings of 0 and 1.</summary>
    private static int Compare<TPattern>(in TPattern left, in TPattern right)
        where TPattern : unmanaged, IActivationPattern<TPattern>
    {
        var leftWords = new ulong[TPattern.WordCount];
        var rightWords = new ulong[TPattern.WordCount];
        left.CopyWordsTo(leftWords);
        right.CopyWordsTo(rightWords);
        for (int i = 0; i < leftWords.Length; i++)
        {
            ulong difference = leftWords[i] ^ rightWords[i];
            if (difference != 0)
            {
                // The first character that differs is the lowest bit that does.
                return (leftWords[i] >> BitOperations.TrailingZeroCount(difference) & 1) != 0 ? 1 : -1;
            }
        }

        return 0;
    }
}
