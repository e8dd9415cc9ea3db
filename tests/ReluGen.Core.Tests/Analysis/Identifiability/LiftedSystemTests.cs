using System;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Analysis.Regions.Exact;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>Lifting gives what fraction-free elimination gives.</summary>
public sealed class LiftedSystemTests
{
    [Theory]
    [InlineData(1, 1, 20)]
    [InlineData(2, 2, 300)]
    [InlineData(3, 7, 24)]
    [InlineData(4, 20, 150)]
    [InlineData(5, 40, 31)]
    [InlineData(6, 130, 8)]
    public void The_solution_is_that_of_elimination(int seed, int size, int bits)
    {
        var random = new Random(seed);
        BigInteger[][] matrix = [.. Enumerable.Range(0, size).Select(_ => Integers(random, size, bits))];
        BigInteger[] right = Integers(random, size, bits + 50);
        LiftedSystem lifted = LiftedSystem.Of(matrix, PrimeField.Second, PrimeField.First)!;
        (BigInteger[] numerators, BigInteger denominator) = lifted.Solve(right, long.MaxValue, out _, default)!.Value;

        BigInteger[][] rows = [.. matrix.Select((row, i) => (BigInteger[])[.. row, right[i]])];
        BigInteger expected = IntegerSystem.Solve(rows);
        Assert.True(denominator.Sign > 0);
        Assert.All(Enumerable.Range(0, size), i => Assert.Equal(rows[i][size] * denominator, numerators[i] * expected));
    }

    [Fact]
    public void A_small_solution_takes_few_digits()
    {
        var random = new Random(6);
        BigInteger[][] matrix = [.. Enumerable.Range(0, 12).Select(_ => Integers(random, 12, 200))];
        BigInteger[] right = [.. matrix.Select(static row => row.Select(static (value, j) => value * (j - 5)).Aggregate(BigInteger.Add))];
        LiftedSystem lifted = LiftedSystem.Of(matrix, PrimeField.Second, PrimeField.First)!;
        (BigInteger[] numerators, BigInteger denominator) = lifted.Solve(right, 50_000, out long work, default)!.Value;
        Assert.Equal(BigInteger.One, denominator);
        Assert.Equal(Enumerable.Range(-5, 12).Select(static value => new BigInteger(value)), numerators);

        // The general solution has some 2,400 bits, which more than a hundred digits give.
        Assert.Null(lifted.Solve(Integers(random, 12, 200), 50_000, out _, default));
        Assert.InRange(work, 1, 50_000);
    }

    [Fact]
    public void A_singular_matrix_is_refused() =>
        Assert.Null(LiftedSystem.Of([[1, 2], [2, 4]], PrimeField.Second, PrimeField.First));

    private static BigInteger[] Integers(Random random, int count, int bits) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var bytes = new byte[(bits + 7) / 8];
            random.NextBytes(bytes);
            return new BigInteger(bytes);
        })];
}
