using System;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Embedding;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Tests.Analysis.Regions;
using ExactForward = ReluGen.Core.Evaluation.ExactForward;

namespace ReluGen.Core.Tests.Analysis.Embedding;

/// <summary>Oracles E1 to E5 of design/math.md 8.3.</summary>
public class EmbeddingOracleTests
{
    private static Network E1 => Nets.Chain(([[1, -2], [3, 1]], [1, -1]), ([[2, -3]], [5]));

    [Fact]
    public void E1_the_embedding_has_the_values_of_the_oracle()
    {
        PathEmbedding embedding = PathEmbedding.Of(E1);

        Assert.Equal(
            ["x0 1:0 = 2", "x0 1:1 = -9", "x1 1:0 = -4", "x1 1:1 = -3", "b 1:0 = 2", "b 1:1 = 3", "b = 5"],
            embedding.Paths.Select((path, p) => $"{path} = {embedding[p][0].ToDouble()}"));
        Assert.Equal(Dyadic.Of(28), PathNorm.Exact(E1));
        Assert.Equal(28, PathNorm.Of(E1));
        Assert.Equal(7, RankOf(embedding.Derivatives()));
    }

    [Theory]
    [InlineData(1, 0, 3)]
    [InlineData(0, 1, 5)]
    [InlineData(2, -1, 3)]
    public void E1_activations_times_embedding_are_the_outputs(double x0, double x1, double expected)
    {
        PathEmbedding embedding = PathEmbedding.Of(E1);
        Dyadic[] point = [Dyadic.Of(x0), Dyadic.Of(x1)];
        ExactForward forward = ExactForward.Run(E1, point);
        (Dyadic[] outputs, BitPattern pattern) = (forward.Outputs(), forward.Pattern);

        Assert.Equal(Dyadic.Of(expected), Assert.Single(outputs));
        Assert.Equal(outputs, embedding.Product(embedding.Activations(point, pattern)));

        // Neuron 1 is 0 at (0, 1): the activations depend on the convention, the product does not.
        BitPattern.TryParse("01", out BitPattern? other);
        if (x0 == 0)
        {
            Assert.Equal("00", pattern.ToString());
            Assert.NotEqual(embedding.Activations(point, pattern), embedding.Activations(point, other!));
            Assert.Equal(outputs, embedding.Product(embedding.Activations(point, other!)));
        }
    }

    [Fact]
    public void E2_rescaling_leaves_the_embedding_as_it_is()
    {
        Network four = NetworkSymmetry.Rescaled(E1, [[4, 1]], out bool isExact);
        Assert.True(isExact);
        Assert.Equal(Values(E1), Values(four));
        Dyadic[] point = [Dyadic.Of(0.3), Dyadic.Of(-0.7)];
        Assert.Equal(ExactForward.Run(E1, point).Outputs(), ExactForward.Run(four, point).Outputs());
        Assert.Equal(PathNorm.Exact(E1), PathNorm.Exact(four));

        // By 3 only where the quotient is a float32 too, as 6/3: over the rationals, not in bits, elsewhere.
        Network sixth = Nets.Chain(([[1, -2], [3, 1]], [1, -1]), ([[6, -3]], [5]));
        Network three = NetworkSymmetry.Rescaled(sixth, [[3, 1]], out isExact);
        Assert.True(isExact);
        Assert.Equal(Values(sixth), Values(three));
        NetworkSymmetry.Rescaled(E1, [[3, 1]], out isExact);
        Assert.False(isExact);
    }

    [Fact]
    public void E3_permuting_neurons_permutes_the_embedding_and_not_the_canonical_form()
    {
        Network swapped = NetworkSymmetry.Permuted(E1, [[1, 0]]);

        Dyadic[] values = Values(E1);
        int[] places = [1, 0, 3, 2, 5, 4, 6];
        Assert.Equal(places.Select(p => values[p]), Values(swapped));
        Assert.NotEqual(E1.ContentHash, swapped.ContentHash);
        CanonicalForm form = CanonicalForm.Of(E1);
        Assert.Equal(form.Network.ContentHash, CanonicalForm.Of(swapped).Network.ContentHash);
        Assert.Equal(form.Network.ContentHash, CanonicalForm.Of(NetworkSymmetry.Rescaled(swapped, [[0.5, 8]], out _)).Network.ContentHash);
        Assert.Equal(form.Network.ContentHash, CanonicalForm.Of(form.Network).Network.ContentHash);
        Assert.Null(WitnessChecker.Check(E1, form.Network, form.Witness));
    }

    [Fact]
    public void E4_equal_embeddings_with_other_signs_are_other_functions()
    {
        Network plus = Nets.Chain(([[1]], [0]), ([[1]], [0]));
        Network minus = Nets.Chain(([[-1]], [0]), ([[-1]], [0]));

        Assert.Equal([Dyadic.Of(1), Dyadic.Zero, Dyadic.Zero], Values(plus));
        Assert.Equal(Values(plus), Values(minus));
        Assert.Equal(Dyadic.Of(1), ExactForward.Run(plus, [Dyadic.Of(1)]).Outputs()[0]);
        Assert.Equal(Dyadic.Zero, ExactForward.Run(minus, [Dyadic.Of(1)]).Outputs()[0]);
        Assert.Equal(EquivalenceKind.NotEquivalent, NetworkEquivalence.AreEquivalent(plus, minus).Kind);
    }

    [Theory]
    [InlineData(7, 7, 2, 2, 1)]
    [InlineData(15, 11, 2, 2, 2, 1)]
    [InlineData(21, 15, 2, 3, 2, 1)]
    [InlineData(51, 30, 7, 3, 2, 1)]
    [InlineData(91, 51, 10, 4, 2, 1)]
    public void E5_paths_and_the_rank_of_the_embedding(int paths, int rank, params int[] widths)
    {
        Network network = Nets.Random(1, widths);
        PathEmbedding embedding = PathEmbedding.Of(network);

        Assert.Equal(paths, PathEmbedding.CountOf(network));
        Assert.Equal(paths, embedding.Paths.Count);
        Assert.Equal(rank, RankOf(embedding.Derivatives()));
        Assert.Equal(rank, network.ParameterCount - network.HiddenNeuronCount);
    }

    private static Dyadic[] Values(Network network)
    {
        PathEmbedding embedding = PathEmbedding.Of(network);
        return [.. Enumerable.Range(0, embedding.Paths.Count).Select(p => embedding[p][0])];
    }

    /// <summary>The rank by fraction-free elimination.</summary>
    private static int RankOf(Dyadic[][] matrix)
    {
        int exponent = matrix.Min(static row => row.Min(static value => value.Exponent));
        BigInteger[][] rows = [.. matrix.Select(row => row.Select(value => value.ToInteger(exponent)).ToArray())];
        int rank = 0;
        for (int column = 0; column < rows[0].Length; column++)
        {
            int pivot = Array.FindIndex(rows, rank, row => !row[column].IsZero);
            if (pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (int i = rank + 1; i < rows.Length; i++)
            {
                BigInteger factor = rows[i][column];
                rows[i] = [.. rows[i].Select((value, j) => (value * rows[rank][column]) - (factor * rows[rank][j]))];
                BigInteger divisor = rows[i].Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
                rows[i] = divisor.IsZero ? rows[i] : [.. rows[i].Select(value => value / divisor)];
            }

            rank++;
        }

        return rank;
    }
}
