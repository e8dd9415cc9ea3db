namespace ReluGen.Clustering;

/// <summary>What a builder keeps of one cluster.</summary>
internal sealed class ClusterSums(int columnCount, int classCount)
{
    /// <summary>Sums over the inputs, then the outputs.</summary>
    public ColumnSums Columns { get; } = new(columnCount);

    /// <summary>Number of rows of each predicted class.</summary>
    public long[] ClassCounts { get; } = new long[classCount];

    /// <summary>Adds the rows of another.</summary>
    public void Add(ClusterSums other)
    {
        Columns.Add(other.Columns);
        for (int i = 0; i < ClassCounts.Length; i++)
        {
            ClassCounts[i] += other.ClassCounts[i];
        }
    }
}
