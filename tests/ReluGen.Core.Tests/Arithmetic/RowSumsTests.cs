using System;
using System.Linq;
using ReluGen.Core.Arithmetic;
using Xunit;

namespace ReluGen.Core.Tests.Arithmetic;

/// <summary>Sums of rows have the bits of eight partial sums, whatever vectors the processor has.</summary>
public sealed class RowSumsTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 35)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Products_and_squares_have_the_bits_of_eight_partial_sums(int length)
    {
        (float[] row, double[] from, _) = Row(length);
        RowSums.Products(row, from, out double sum, out double size);
        Assert.Equal(InLanes(length, k => row[k] * from[k]), sum);
        Assert.Equal(InLanes(length, k => Math.Abs(row[k] * from[k])), size);
        Assert.Equal(InLanes(length, k => (double)row[k] * row[k]), RowSums.Squares(row));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Extremes_take_each_weight_at_its_worse_bound(int length)
    {
        (float[] row, double[] from, double[] to) = Row(length);
        RowSums.Extremes found = RowSums.ExtremesOf(row, from, to);
        Func<int, double> least = k => row[k] > 0 ? row[k] * from[k] : row[k] * to[k];
        Func<int, double> largest = k => row[k] > 0 ? row[k] * to[k] : row[k] * from[k];
        Assert.Equal(InLanes(length, least), found.Low);
        Assert.Equal(InLanes(length, largest), found.High);
        Assert.Equal(InLanes(length, k => Math.Abs(least(k))), found.SizeLow);
        Assert.Equal(InLanes(length, k => Math.Abs(largest(k))), found.SizeHigh);
        Assert.Equal(row.Count(static weight => weight != 0), found.Terms);
    }

    private static double InLanes(int length, Func<int, double> term)
    {
        var lanes = new double[8];
        for (int k = 0; k < length; k++)
        {
            lanes[k % 8] += term(k);
        }

        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    }

    private static (float[] Row, double[] From, double[] To) Row(int length)
    {
        var random = new Random(length);
        float[] row = [.. Enumerable.Range(0, length).Select(k => k % 5 == 2 ? 0 : (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(6))))];
        double[] from = [.. row.Select(_ => random.NextDouble() - 0.7)];
        return (row, from, [.. from.Select(low => low + random.NextDouble())]);
    }
}
