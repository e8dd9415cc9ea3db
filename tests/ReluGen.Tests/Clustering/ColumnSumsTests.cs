using System;
using System.Linq;
using System.Numerics;
using ReluGen.Clustering;

namespace ReluGen.Tests.Clustering;

/// <summary>Means and variances against rational arithmetic.</summary>
public sealed class ColumnSumsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(777)]
    public void Statistics_are_the_exact_ones_rounded_once(int rows)
    {
        const int Columns = 11;
        float[] values = ClusterTests.Noise(rows, Columns);
        values[0] = float.Epsilon;
        values[^1] = float.MaxValue;
        AssertExact(values, rows, Columns);
    }

    // Values whose squares need the finest slice: at most 2^-18, with bits down to 2^-42 or so.
    [Fact]
    public void Small_values_are_exact_too()
    {
        const int Rows = 1001;
        var random = new Random(2);
        float[] values = [.. Enumerable.Range(0, Rows).Select(_ => (float)((random.NextDouble() + 1) / (1 << 19)))];
        AssertExact(values, Rows, 1);
    }

    private static void AssertExact(float[] values, int rows, int columns)
    {
        var sums = new ColumnSums(columns);
        var padded = new double[ColumnSums.Padded(columns)];
        for (int i = 0; i < rows; i++)
        {
            values.AsSpan(i * columns, columns).ToArray().Select(static v => (double)v).ToArray().CopyTo(padded, 0);
            sums.Add(padded);
        }

        ColumnStatistics statistics = sums.Statistics(0, columns);

        for (int j = 0; j < columns; j++)
        {
            BigInteger[] column = [.. Enumerable.Range(0, rows).Select(i => Fixed(values[(i * columns) + j]))];
            BigInteger sum = column.Aggregate(BigInteger.Add);
            BigInteger squares = column.Select(static v => v * v).Aggregate(BigInteger.Add);
            AssertNearest(sum, rows, FixedBits, statistics.Mean[j]);
            AssertNearest((squares * rows) - (sum * sum), (BigInteger)rows * rows, 2 * FixedBits, statistics.Variance[j]);
        }
    }

    private const int FixedBits = 149;

    private static BigInteger Fixed(float value) => FromDouble(value, FixedBits);

    private static BigInteger FromDouble(double value, int bits)
    {
        long raw = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(raw >> 52 & 0x7ff);
        BigInteger mantissa = (raw & 0xfffffffffffffL) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.Max(exponent, 1) - 1075 + bits;
        BigInteger scaled = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return raw < 0 ? -scaled : scaled;
    }

    /// <summary>No float64 is nearer to numerator / (denominator · 2^bits) than <paramref name="actual"/>.</summary>
    private static void AssertNearest(BigInteger numerator, BigInteger denominator, int bits, double actual)
    {
        // All in units of 2^-1100, in which every float64 is an integer.
        const int Unit = 1100;
        BigInteger Distance(double value) => BigInteger.Abs((FromDouble(value, Unit) * denominator) - (numerator << (Unit - bits)));
        Assert.True(Distance(actual) <= Distance(Math.BitIncrement(actual)));
        Assert.True(Distance(actual) <= Distance(Math.BitDecrement(actual)));
    }
}
