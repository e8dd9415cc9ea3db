namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>
/// Some rows in echelon form: the identity in the columns from <see cref="First"/>, zeros before it, and the tail behind it. Residues are
/// below 2^23, which float32 holds exactly in half the room.
/// </summary>
/// <param name="first">Position of the first pivot column.</param>
/// <param name="count">Number of rows, and of pivot columns.</param>
/// <param name="tail">The columns behind the pivots, row-major.</param>
internal sealed class PivotBlock(int first, int count, float[] tail)
{
    /// <summary>Position of the first pivot column.</summary>
    public int First { get; } = first;

    /// <summary>Number of rows.</summary>
    public int Count { get; } = count;

    /// <summary>Position of the first column of the tail.</summary>
    public int End => First + Count;

    /// <summary>Columns of the tail.</summary>
    public int TailColumns => Count == 0 ? 0 : Tail.Length / Count;

    /// <summary>The tail, row-major.</summary>
    public float[] Tail { get; } = tail;

    /// <summary>Exchanges two columns of the tail, given by position.</summary>
    public void SwapColumns(int left, int right)
    {
        int columns = TailColumns;
        for (int row = 0; row < Count; row++)
        {
            int start = (row * columns) - End;
            (Tail[start + left], Tail[start + right]) = (Tail[start + right], Tail[start + left]);
        }
    }
}
