namespace ReluGen.Generator.Planning;

/// <summary>Columns of packed numbers in groups of 64: one word of a mask, four 512-bit accumulators.</summary>
internal sealed class ColumnGroups(int count)
{
    /// <summary>Columns that are computed together.</summary>
    public const int Size = 64;

    /// <summary>Number of columns.</summary>
    public int Count { get; } = count;

    /// <summary>Number of groups; the last may be smaller.</summary>
    public int GroupCount => (Count + Size - 1) / Size;

    /// <summary>Number of groups of exactly 64 columns.</summary>
    public int FullGroups => Count / Size;

    /// <summary>The shape of a group of 64 columns.</summary>
    public GroupPlan FullGroup => new(Size);

    /// <summary>The shape of the last group if it is smaller; null if there is none.</summary>
    public GroupPlan? LastGroup => Count % Size == 0 ? null : new GroupPlan(Count % Size);

    /// <summary>Floats of <paramref name="rows"/> packed rows; a multiple of 16, so that what follows begins at a cache line.</summary>
    public int PackedLength(int rows) => Padding.Up(rows * (FullGroups * Size + (LastGroup?.Width ?? 0)));
}
