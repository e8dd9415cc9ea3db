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
/// about 64 bytes an input and output. Not thread-safe: give each thread its own builder and merge them.
/// </remarks>
public sealed class ClusterBuilder<TNetwork, TPattern>
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    // So many values, or so many rows, that a chunk stays in the core's first cache; but enough rows for the batch code.
    private const int ValuesOfChunk = 2048;
    private const int MostRowsOfChunk = 256;
    private const int LeastRowsOfChunk = 32;

    private static readonly int RowsOfChunk = Math.Clamp(ValuesOfChunk / (TNetwork.InputCount + TNetwork.OutputCount), LeastRowsOfChunk, MostRowsOfChunk);

    private readonly ClusterAccumulator<TPattern> rows = new(TNetwork.InputCount, TNetwork.OutputCount);
    private readonly float[] outputs = new float[RowsOfChunk * TNetwork.OutputCount];
    private readonly TPattern[] patterns = new TPattern[RowsOfChunk];

    /// <summary>Number of rows in the clusters.</summary>
    public long RowCount => rows.RowCount;

    /// <summary>Number of rows that have no pattern, because a value is NaN or infinite or a pre-activation overflows; they are in no cluster.</summary>
    public long RejectedRowCount => rows.RejectedRowCount;

    /// <summary>Adds rows.</summary>
    /// <param name="inputs">Rows of InputCount values, one after another.</param>
    /// <exception cref="ArgumentException">The last row is not whole.</exception>
    public void Add(ReadOnlySpan<float> inputs)
    {
        int width = TNetwork.InputCount;
        int outputCount = TNetwork.OutputCount;
        if (inputs.Length % width != 0)
        {
            throw new ArgumentException($"{inputs.Length} values are no whole number of rows of {width}.", nameof(inputs));
        }

        while (inputs.Length > 0)
        {
            int count = Math.Min(RowsOfChunk, inputs.Length / width);
            ReadOnlySpan<float> chunk = inputs[..(count * width)];
            Span<float> results = outputs.AsSpan(0, count * outputCount);
            TNetwork.ForwardBatch(chunk, results, patterns.AsSpan(0, count));
            rows.Add(chunk, results, patterns.AsSpan(0, count));
            inputs = inputs[chunk.Length..];
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
    public ClusterSet<TPattern> ToClusters() => Collect(Array.ConvertAll(Numbers(), static number => (int[])[number]));

    /// <summary>
    /// The clusters of the rows so far, one an affine map: patterns whose maps are exactly equal are put together, which loses nothing
    /// of an explanation. The table of regions says which are equal; patterns that it does not hold stay on their own.
    /// </summary>
    /// <inheritdoc cref="ToClusters()"/>
    public ClusterSet<TPattern> ToMergedClusters() => Collect([.. Numbers().GroupBy(MapOf).Select(static group => group.ToArray())]);

    private ClusterSet<TPattern> Collect(int[][] groups)
    {
        Cluster<TPattern>[] clusters = Array.ConvertAll(groups, ToCluster);
        Array.Sort(clusters, ClusterOrder.Compare);
        ClusterSums total = rows.SumsOf(Numbers());
        return new ClusterSet<TPattern>(clusters, TNetwork.InputNames.ToArray(), Inputs(total), Outputs(total), RejectedRowCount);
    }

    private Cluster<TPattern> ToCluster(int[] group)
    {
        TPattern[] patterns = [.. group.OrderByDescending(number => rows.RowCountOf(number)).ThenBy(rows.PatternOf, ClusterOrder.ByPattern<TPattern>()).Select(rows.PatternOf)];
        var weights = new float[TNetwork.OutputCount * TNetwork.InputCount];
        var bias = new float[TNetwork.OutputCount];
        TNetwork.AffineMapOf(patterns[0], weights, bias);
        ClusterSums sums = rows.SumsOf(group);
        return new Cluster<TPattern>(patterns, sums.Columns.RowCount, Inputs(sums), Outputs(sums), [.. sums.ClassCounts], weights, bias);
    }

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
