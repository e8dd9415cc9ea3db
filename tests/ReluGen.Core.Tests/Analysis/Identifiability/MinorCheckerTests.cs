using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Identifiability.Checking;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>The checkers refuse what is not so; and the two fields compute what integers do.</summary>
public sealed class MinorCheckerTests
{
    private const long Ample = long.MaxValue / 4;

    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void A_minor_with_a_dependent_row_is_refused()
    {
        Network network = OracleNets.Single(0);
        NetworkParameter[] all = [new(1, 0, 0, 0), new(1, 0, -1, 0), new(2, 0, -1, 0)];
        var checker = new MinorChecker(network);
        Assert.True(checker.IsNonZero(At(-1, 1, 2), all, Threads));

        // All three points on one side: rank 2. And the outgoing weight's column is a combination of the neuron's own.
        Assert.False(checker.IsNonZero(At(1, 2, 3), all, Threads));
        Assert.False(checker.IsNonZero(At(-1, 1, 2), [new(1, 0, 0, 0), new(1, 0, -1, 0), new(2, 0, 1, 0)], Threads));
        Assert.False(checker.IsNonZero(At(-1, 1), all, Threads));
    }

    [Fact]
    public void A_direction_that_is_seen_is_refused()
    {
        // relu(x − 2) on points below 2 does not show its weight, but above 2 it does.
        Network network = OracleNets.Single(-2);
        var direction = new NullVector(new(1, 0, 0, 0), [new(new(1, 0, 0, 0), BigInteger.One)]);
        var checker = new NullVectorChecker(network);
        Assert.Equal([true], checker.AreNull([[Dyadic.Of(-1)], [Dyadic.Of(1)]], [direction], Ample, Threads));
        Assert.Equal([false], checker.AreNull([[Dyadic.Of(-1)], [Dyadic.Of(3)]], [direction], Ample, Threads));
        Assert.Equal([true], checker.AreConstantAlong([[Dyadic.Of(1)]], [direction], Ample, Threads));
        Assert.Equal([false], checker.AreConstantAlong([[Dyadic.Of(3)]], [direction], Ample, Threads));
    }

    [Fact]
    public void A_direction_may_vanish_to_first_order_only()
    {
        // Scaling, taken as a straight line: w + t and v − t change the product by −t².
        Network network = OracleNets.Single(0);
        var scale = new NullVector(new(1, 0, 0, 0), [new(new(1, 0, 0, 0), BigInteger.One), new(new(2, 0, 1, 0), BigInteger.MinusOne)]);
        var checker = new NullVectorChecker(network);
        Assert.Equal([true], checker.AreNull([[Dyadic.Of(2)]], [scale], Ample, Threads));
        Assert.Equal([false], checker.AreConstantAlong([[Dyadic.Of(2)]], [scale], Ample, Threads));
    }

    [Theory]
    [InlineData(1.0f)]
    [InlineData(-0.1f)]
    [InlineData(3.4028235e38f)]
    [InlineData(1e-45f)]
    public void Residues_are_those_of_the_exact_number(float value)
    {
        // value · 2^200 is an integer for every float32.
        BigInteger integer = Dyadic.Of(value).ToInteger(-200);
        var power = new Dyadic(BigInteger.One, 200);
        foreach (PrimeField field in (PrimeField[])[PrimeField.First, PrimeField.Second])
        {
            Assert.Equal(field.Of(new Dyadic(integer, 0)), field.Multiply(field.Of(value), field.Of(power)));
            Assert.Equal(1, field.Multiply(field.Of(value), field.InverseOf(field.Of(value))));
        }

        ulong residue = MersenneField.Of(Dyadic.Of(value));
        Assert.Equal(MersenneField.Of(new Dyadic(integer, 0)), MersenneField.Multiply(residue, MersenneField.Of(power)));
        Assert.Equal(1UL, MersenneField.Multiply(residue, MersenneField.Inverse(residue)));
        Assert.Equal(0UL, MersenneField.Add(residue, MersenneField.Negate(residue)));
    }

    /// <summary>Random matrices of known rank, large enough for several blocks, batches and edges of tiles.</summary>
    [Theory]
    [InlineData(40, 30, 7)]
    [InlineData(300, 311, 290)]
    [InlineData(700, 401, 401)]
    public void The_sketch_has_the_rank_of_the_rows(int rows, int columns, int rank)
    {
        PrimeField field = PrimeField.First;
        var random = new SplitMix(5);
        double[][] basis = [.. Enumerable.Range(0, rank).Select(_ => Enumerable.Range(0, columns).Select(_ => field.Reduce(System.Math.Floor(random.Next() * 8388593))).ToArray())];
        var sketch = new RowSketch(columns, field, 2, default);
        for (int first = 0; first < rows; first += 97)
        {
            int count = System.Math.Min(97, rows - first);
            var batch = new double[count * columns];
            for (int r = 0; r < count; r++)
            {
                // A few rows of the basis each, so that independence comes late and columns have to be exchanged.
                for (int k = 0; k < 3; k++)
                {
                    int source = (first + r + (k * 11)) % rank;
                    for (int j = 0; j < columns; j++)
                    {
                        batch[(r * columns) + j] = j < 20 ? 0 : field.Reduce(batch[(r * columns) + j] + ((k + 1) * basis[source][j]));
                    }
                }
            }

            sketch.Add(batch, count);
        }

        Assert.Equal(System.Math.Min(System.Math.Min(rank, rows), columns - 20), sketch.Rank);
        Assert.Equal(sketch.Rank, sketch.PivotColumns.ToArray().Distinct().Count());
        Assert.True(sketch.PivotRows.Zip(sketch.PivotRows.Skip(1)).All(static pair => pair.First < pair.Second));
    }

    private static (IReadOnlyList<Dyadic> Point, int Output)[] At(params double[] points) => [.. points.Select(static x => ((IReadOnlyList<Dyadic>)[Dyadic.Of(x)], 0))];
}
