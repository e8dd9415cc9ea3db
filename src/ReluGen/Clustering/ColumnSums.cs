using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ReluGen.Clustering;

/// <summary>Number, sum, sum of squares, least and greatest of every column of some rows; all exact, so the order of rows does not matter.</summary>
/// <remarks>
/// A float32 value v and its square are cut into slices on fixed grids (v + c) - c, as in reproducible summation (Demmel and Nguyen
/// 2013). Each slice has so few bits that 2^17 of them add up in float64 without rounding. Every 2^17 rows, and for values that the
/// grids cannot hold (from 2^24 on, or with bits below 2^-44), the sums go to <see cref="ExactSum"/>.
/// </remarks>
internal sealed class ColumnSums
{
    /// <summary>Columns are padded to a multiple of this.</summary>
    public const int Block = 8;

    private const int RowsBetweenSpills = 1 << 17;
    private const double TooLarge = 1 << 24;

    // Lanes of one block: two slices of the values, four of the squares, least, greatest.
    private const int ValueSlices = 2;
    private const int SquareSlices = 4;
    private const int Slices = ValueSlices + SquareSlices;
    private const int LanesOfBlock = (Slices + 2) * Block;

    private readonly double[] lanes;
    private ExactSum[]? spilled;
    private int sinceSpill;

    public ColumnSums(int columnCount)
    {
        ColumnCount = columnCount;
        lanes = new double[Padded(columnCount) / Block * LanesOfBlock];
        for (int block = 0; block < lanes.Length; block += LanesOfBlock)
        {
            lanes.AsSpan(block + (Slices * Block), Block).Fill(double.PositiveInfinity);
            lanes.AsSpan(block + ((Slices + 1) * Block), Block).Fill(double.NegativeInfinity);
        }
    }

    /// <summary>Number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>Number of rows.</summary>
    public long RowCount { get; private set; }

    /// <summary>Length of a row as <see cref="Add(ReadOnlySpan{double})"/> takes it.</summary>
    public static int Padded(int columnCount) => (columnCount + Block - 1) / Block * Block;

    /// <summary>Adds a row of finite float32 values, padded with zeros.</summary>
    public void Add(ReadOnlySpan<double> row)
    {
        RowCount++;
        if (sinceSpill == RowsBetweenSpills)
        {
            Spill();
        }

        sinceSpill++;
        ref double value = ref MemoryMarshal.GetReference(row);
        ref double lane = ref MemoryMarshal.GetArrayDataReference(lanes);
        for (int block = 0; block < row.Length; block += Block)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref Unsafe.Add(ref value, block));
            AddBlock(x, ref lane, block);
            lane = ref Unsafe.Add(ref lane, LanesOfBlock);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddBlock(Vector512<double> x, ref double lane, int block)
    {
        Extend(x, ref lane);
        Vector512<double> rest = x;
        Vector512<double> first = Slice(ref rest, Grid.Value0);
        Vector512<double> second = Slice(ref rest, Grid.Value1);
        if (Vector512.GreaterThanOrEqualAny(Vector512.Abs(x), Vector512.Create(TooLarge)) || !Vector512.EqualsAll(rest, Vector512<double>.Zero))
        {
            AddSlowly(x, block);
            return;
        }

        Accumulate(ref lane, 0, first);
        Accumulate(ref lane, 1, second);
        rest = x * x;
        Accumulate(ref lane, 2, Slice(ref rest, Grid.Square0));
        Accumulate(ref lane, 3, Slice(ref rest, Grid.Square1));
        Accumulate(ref lane, 4, Slice(ref rest, Grid.Square2));
        Accumulate(ref lane, 5, Slice(ref rest, Grid.Square3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extend(Vector512<double> x, ref double lane)
    {
        ref double least = ref Unsafe.Add(ref lane, Slices * Block);
        ref double greatest = ref Unsafe.Add(ref lane, (Slices + 1) * Block);
        Vector512.Min(x, Vector512.LoadUnsafe(ref least)).StoreUnsafe(ref least);
        Vector512.Max(x, Vector512.LoadUnsafe(ref greatest)).StoreUnsafe(ref greatest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Slice(ref Vector512<double> rest, double grid)
    {
        Vector512<double> shift = Vector512.Create(grid);
        Vector512<double> slice = rest + shift - shift;
        rest -= slice;
        return slice;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(ref double lane, int slice, Vector512<double> values)
    {
        ref double target = ref Unsafe.Add(ref lane, slice * Block);
        (Vector512.LoadUnsafe(ref target) + values).StoreUnsafe(ref target);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSlowly(Vector512<double> x, int block)
    {
        ExactSum[] sums = Spilled();
        for (int i = 0; i < Math.Min(Block, ColumnCount - block); i++)
        {
            double value = x.GetElement(i);
            sums[2 * (block + i)].Add(value);
            sums[(2 * (block + i)) + 1].Add(value * value);
        }
    }

    /// <summary>Adds the rows of <paramref name="other"/>.</summary>
    public void Add(ColumnSums other)
    {
        if (other.spilled is not null)
        {
            ExactSum[] sums = Spilled();
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i].Add(other.spilled[i]);
            }
        }

        if (sinceSpill + other.sinceSpill > RowsBetweenSpills)
        {
            Spill();
        }

        RowCount += other.RowCount;
        sinceSpill += other.sinceSpill;
        for (int i = 0; i < lanes.Length; i++)
        {
            int slice = i / Block % (Slices + 2);
            lanes[i] = slice < Slices ? lanes[i] + other.lanes[i] : slice == Slices ? Math.Min(lanes[i], other.lanes[i]) : Math.Max(lanes[i], other.lanes[i]);
        }
    }

    /// <summary>The statistics of columns <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    public ColumnStatistics Statistics(int first, int count)
    {
        var mean = new double[count];
        var variance = new double[count];
        var least = new float[count];
        var greatest = new float[count];
        for (int i = 0; i < count; i++)
        {
            least[i] = (float)lanes[Lane(first + i, Slices)];
            greatest[i] = (float)lanes[Lane(first + i, Slices + 1)];
            if (RowCount == 0)
            {
                mean[i] = double.NaN;
                variance[i] = double.NaN;
                continue;
            }

            BigInteger sum = Total(first + i, 0, ValueSlices);
            mean[i] = ExactQuotient.Round(sum, RowCount, -ExactSum.FixedPointBits);
            BigInteger spread = (RowCount * Total(first + i, ValueSlices, SquareSlices) << ExactSum.FixedPointBits) - (sum * sum);
            variance[i] = ExactQuotient.Round(spread, (BigInteger)RowCount * RowCount, -2 * ExactSum.FixedPointBits);
        }

        return new ColumnStatistics(mean, variance, least, greatest);
    }

    /// <summary>The exact sum of some slices of a column, in fixed point.</summary>
    private BigInteger Total(int column, int firstSlice, int count)
    {
        var sum = new ExactSum();
        for (int slice = firstSlice; slice < firstSlice + count; slice++)
        {
            sum.Add(lanes[Lane(column, slice)]);
        }

        if (spilled is not null)
        {
            sum.Add(spilled[(2 * column) + (firstSlice == 0 ? 0 : 1)]);
        }

        return sum.ToFixedPoint();
    }

    private void Spill()
    {
        ExactSum[] sums = Spilled();
        for (int column = 0; column < ColumnCount; column++)
        {
            for (int slice = 0; slice < Slices; slice++)
            {
                ref double lane = ref lanes[Lane(column, slice)];
                sums[(2 * column) + (slice < ValueSlices ? 0 : 1)].Add(lane);
                lane = 0;
            }
        }

        sinceSpill = 0;
    }

    private ExactSum[] Spilled()
    {
        if (spilled is null)
        {
            spilled = new ExactSum[2 * ColumnCount];
            for (int i = 0; i < spilled.Length; i++)
            {
                spilled[i] = new ExactSum();
            }
        }

        return spilled;
    }

    private static int Lane(int column, int slice) => (column / Block * LanesOfBlock) + (slice * Block) + (column % Block);

    /// <summary>1.5 · 2^52 times the grid: adding and subtracting it rounds to the grid.</summary>
    private static class Grid
    {
        private const double One = 1.5 * (1L << 52);

        // Values are below 2^24: 2^(53 - 8 - 24) of the first slice fit, 2^(53 - 44 + 9) of the second.
        public const double Value0 = One / (1L << 8);
        public const double Value1 = One / (1L << 44);

        // Squares are below 2^48 and multiples of 2^-88: 2^(53 + 12 - 48) fit, and 2^18 of each other slice.
        public const double Square0 = One * (1L << 12);
        public const double Square1 = One / (1L << 24);
        public const double Square2 = One / (1L << 60);
        public const double Square3 = One / (1L << 48) / (1L << 48);
    }
}
