using System;
using System.Linq;

namespace ReluGen.Clustering;

/// <summary>
/// Groups rows by their activation pattern (Picchiotti and Gori 2021): a stream of rows goes in, <see cref="ToClusters"/> gives the
/// clusters so far. Builders that saw different rows merge to exactly what one that saw them all would hold, in any order.
/// </summary>
/// <typeparam name="TNetwork">The generated class.</typeparam>
/// <typeparam name="TPattern">Its activation pattern.</typeparam>
/// <remarks>
/// Costs a forward pass and one more pass over each row; allocates only where a pattern is seen for the first time, then
/// about 64 bytes an input and output, and 400 once it has 2^17 rows. Not thread-safe: give each thread its own builder and merge them.
/// </remarks>
public sealed class ClusterBuilder<TNetwork, TPattern>
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    // Averaging compares all pairs.
    private const int MostAveraged = 512;

    private readonly ClusterAccumulator<TPattern> rows = new(TNetwork.InputCount, TNetwork.OutputCount);
    private readonly ForwardChunks<TNetwork, TPattern> chunks = new();

    /// <summary>Number of rows in the clusters.</summary>
    public long RowCount => rows.RowCount;

    /// <summary>Number of rows that have no pattern, because a value is NaN or infinite or a pre-activation overflows; they are in no cluster.</summary>
    public long RejectedRowCount => rows.RejectedRowCount;

    /// <summary>Adds rows.</summary>
    /// <param name="inputs">Rows of InputCount values, one after another.</param>
    /// <exception cref="ArgumentException">The last row is not whole.</exception>
    public void Add(ReadOnlySpan<float> inputs)
    {
        ForwardChunks<TNetwork, TPattern>.Require(inputs);
        while (chunks.Next(ref inputs, out ReadOnlySpan<float> chunk, out ReadOnlySpan<float> outputs, out ReadOnlySpan<TPattern> patterns))
        {
            rows.Add(chunk, outputs, patterns);
        }
    }

    /// <summary>Adds the rows of another builder, which stays as it is.</summary>
    public void Merge(ClusterBuilder<TNetwork, TPattern> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this)
        {
            throw new ArgumentException("A builder cannot be merged into itself.", nameof(other));
        }

        rows.Add(other.rows);
    }

    /// <summary>The clusters of the rows so far, one a pattern.</summary>
    /// <returns>The largest cluster first; of equal ones, that whose pattern comes first as a string.</returns>
    public ClusterSet<TPattern> ToClusters() => Collect(Array.ConvertAll(Numbers(), number => GroupOf([number])), ClusterMerge.None);

    /// <summary>
    /// The clusters of the rows so far, one an affine map: patterns whose maps are exactly equal are put together, which loses nothing
    /// of an explanation. The table of regions says which are equal; patterns that it does not hold stay on their own.
    /// </summary>
    /// <inheritdoc cref="ToClusters()"/>
    public ClusterSet<TPattern> ToMergedClusters() => Collect(Merged(), ClusterMerge.EqualMaps);

    /// <summary>
    /// At most <paramref name="most"/> clusters: those of <see cref="ToClusters"/> if they are few enough, else those of
    /// <see cref="ToMergedClusters"/>, else some are put together with loss. <see cref="ClusterFidelity{TNetwork, TPattern}"/> measures it.
    /// </summary>
    /// <param name="most">How many clusters there may be, from 1.</param>
    /// <param name="merge"><see cref="ClusterMerge.FoldSmall"/> or <see cref="ClusterMerge.AverageSimilar"/>.</param>
    /// <returns>The largest cluster first; its <see cref="ClusterSet{TPattern}.Merge"/> says if there was a loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is not positive.</exception>
    /// <exception cref="ArgumentException"><paramref name="merge"/> is none of the two.</exception>
    /// <remarks>
    /// Folding compares each small cluster with each that stays. Averaging takes a time that grows with the cube of the number of clusters;
    /// of more than 512 the smallest are folded first.
    /// </remarks>
    public ClusterSet<TPattern> ToFewerClusters(int most, ClusterMerge merge = ClusterMerge.FoldSmall)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        if (merge is not (ClusterMerge.FoldSmall or ClusterMerge.AverageSimilar))
        {
            throw new ArgumentException($"{merge} does not make fewer clusters; use {nameof(ClusterMerge.FoldSmall)} or {nameof(ClusterMerge.AverageSimilar)}.", nameof(merge));
        }

        if (rows.ClusterCount <= most)
        {
            return ToClusters();
        }

        ClusterGroup[] groups = [.. Merged().OrderByDescending(static group => group.RowCount).ThenBy(group => rows.PatternOf(group.Numbers[0]), ClusterOrder.ByPattern<TPattern>())];
        if (groups.Length <= most)
        {
            return Collect(groups, ClusterMerge.EqualMaps);
        }

        if (merge == ClusterMerge.FoldSmall)
        {
            return Collect(Fold(groups, most), merge);
        }

        ClusterGroup[] few = groups.Length <= MostAveraged ? groups : Fold(groups, MostAveraged);
        return Collect([.. new ClusterAveraging(few, Average).Reduce(most)], merge);
    }

    /// <summary>The tree of the rows so far: by the pattern of the first stage, then of the second, and so on.</summary>
    /// <returns>The node of all rows.</returns>
    public ClusterNode<TPattern> ToTree() => new ClusterTree<TPattern>(rows, TNetwork.InputCount, TNetwork.StageWidths.ToArray()).Root();

    private ClusterSet<TPattern> Collect(ClusterGroup[] groups, ClusterMerge merge)
    {
        Cluster<TPattern>[] clusters = Array.ConvertAll(groups, ToCluster);
        Array.Sort(clusters, ClusterOrder.Compare);
        ClusterSums total = rows.SumsOf(Numbers());
        return new ClusterSet<TPattern>(clusters, TNetwork.InputNames.ToArray(), Inputs(total), Outputs(total), RejectedRowCount, merge);
    }

    private Cluster<TPattern> ToCluster(ClusterGroup group)
    {
        ClusterSums sums = rows.SumsOf(group.Numbers);
        TPattern[] patterns = Array.ConvertAll(ByRows(group.Numbers), rows.PatternOf);
        return new Cluster<TPattern>(patterns, group.RowCount, group.Inputs, Outputs(sums), [.. sums.ClassCounts], group.Weights, group.Bias, group.IsExact);
    }

    /// <summary>One group an exact map.</summary>
    private ClusterGroup[] Merged() => [.. Numbers().GroupBy(MapOf).Select(group => GroupOf([.. group]))];

    /// <summary>A group of clusters whose maps are equal.</summary>
    private ClusterGroup GroupOf(int[] numbers)
    {
        numbers = ByRows(numbers);
        var weights = new float[TNetwork.OutputCount * TNetwork.InputCount];
        var bias = new float[TNetwork.OutputCount];
        TNetwork.AffineMapOf(rows.PatternOf(numbers[0]), weights, bias);
        return GroupOf(numbers, weights, bias, isExact: true);
    }

    private ClusterGroup GroupOf(int[] numbers, float[] weights, float[] bias, bool isExact)
    {
        ClusterSums sums = rows.SumsOf(numbers);
        return new ClusterGroup(numbers, Inputs(sums), Outputs(sums).Mean.ToArray(), sums.Columns.RowCount, weights, bias) { IsExact = isExact };
    }

    private ClusterGroup[] Fold(ClusterGroup[] groups, int most) => Array.ConvertAll(
        ClusterFolding.Fold(groups, most, AreNeighbours),
        parts => parts.Count == 1 ? parts[0] : GroupOf([.. parts.SelectMany(static part => part.Numbers)], parts[0].Weights, parts[0].Bias, isExact: false));

    private ClusterGroup Average(int[] numbers, ClusterGroup a, ClusterGroup b)
    {
        (float[] weights, float[] bias) = ClusterGroup.Average(a, b);
        return GroupOf(numbers, weights, bias, isExact: false);
    }

    private bool AreNeighbours(ClusterGroup a, ClusterGroup b) => Array.Exists(a.Numbers, x =>
    {
        TPattern pattern = rows.PatternOf(x);
        return Array.Exists(b.Numbers, y => pattern.HammingDistance(rows.PatternOf(y)) == 1);
    });

    /// <summary>Clusters by their rows, most first, then by pattern.</summary>
    private int[] ByRows(int[] numbers) =>
        [.. numbers.OrderByDescending(number => rows.RowCountOf(number)).ThenBy(rows.PatternOf, ClusterOrder.ByPattern<TPattern>())];

    private int[] Numbers() => [.. Enumerable.Range(0, rows.ClusterCount)];

    /// <summary>The index of the map of a cluster in the table of regions; where the table does not hold it, a number of its own below zero.</summary>
    private int MapOf(int number)
    {
        RegionTable<TPattern> regions = TNetwork.Regions;
        return regions.TryFind(rows.PatternOf(number), out int region) ? regions[region].MapIndex : -1 - number;
    }

    private static ColumnStatistics Inputs(ClusterSums sums) => sums.Columns.Statistics(0, TNetwork.InputCount);

    private static ColumnStatistics Outputs(ClusterSums sums) => sums.Columns.Statistics(TNetwork.InputCount, TNetwork.OutputCount);
}
