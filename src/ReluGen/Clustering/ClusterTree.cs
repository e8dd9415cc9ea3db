using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Clustering;

/// <summary>Builds the tree of clusters, stage by stage.</summary>
internal sealed class ClusterTree<TPattern>(ClusterAccumulator<TPattern> rows, int inputCount, int[] stageWidths)
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private readonly string[] patterns = [.. Enumerable.Range(0, rows.ClusterCount).Select(number => rows.PatternOf(number).ToString()!)];

    /// <summary>The node of all rows.</summary>
    public ClusterNode<TPattern> Root() => Node(0, 0, "", [.. Enumerable.Range(0, rows.ClusterCount)]);

    /// <summary>The node of some clusters, which agree in the first <paramref name="stage"/> stages: <paramref name="bit"/> bits.</summary>
    private ClusterNode<TPattern> Node(int stage, int bit, string bits, int[] numbers)
    {
        IReadOnlyList<ClusterNode<TPattern>> children = stage == stageWidths.Length || numbers.Length == 0
            ? []
            : [.. numbers
                .GroupBy(number => patterns[number].Substring(bit, stageWidths[stage]))
                .Select(group => Node(stage + 1, bit + stageWidths[stage], group.Key, [.. group]))
                .OrderByDescending(static child => child.RowCount)
                .ThenBy(static child => child.Bits, StringComparer.Ordinal)];
        return new ClusterNode<TPattern>(stage, bits, rows.SumsOf(numbers), inputCount, children, numbers.Length == 0 ? default : rows.PatternOf(numbers.MinBy(number => patterns[number], StringComparer.Ordinal)));
    }
}
