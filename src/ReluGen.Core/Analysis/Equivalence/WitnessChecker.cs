using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence;

/// <summary>A weight, bias or slope of the second network that is not what a witness says.</summary>
/// <param name="Stage">Its stage, from 1, the output being the last; 0 for the shape of networks or witness.</param>
/// <param name="Neuron">Its neuron in the second network.</param>
/// <param name="Source">The source that it reads; −1 for bias and slope.</param>
/// <param name="Element">The element of that source; −1 for the bias, −2 for the slope.</param>
public sealed record WitnessFailure(int Stage, int Neuron, int Source, int Element)
{
    internal static WitnessFailure OfShape { get; } = new(0, 0, -1, -1);
}

/// <summary>
/// Multiplies a witness out: every weight of the second network against its counterpart of the first, exactly. Shares nothing with the search for
/// witnesses, so that a defect there cannot make it accept.
/// </summary>
public sealed class WitnessChecker
{
    /// <summary>Factors below this leave room for a weight's 24 digits in 64.</summary>
    private const long MostShort = 1L << 38;

    private readonly EquivalenceWitness witness;

    /// <summary>The factors of each hidden stage.</summary>
    private readonly List<Factor[]> factors = [];

    private WitnessChecker(EquivalenceWitness witness)
    {
        this.witness = witness;
        foreach (IReadOnlyList<Ratio> scales in witness.Scales)
        {
            var stage = new Factor[scales.Count];
            for (int k = 0; k < stage.Length; k++)
            {
                stage[k] = new Factor(scales[k]);
            }

            factors.Add(stage);
        }
    }

    /// <summary>Checks a witness.</summary>
    /// <param name="first">The first network; all weights are finite.</param>
    /// <param name="second">The second network; all weights are finite.</param>
    /// <param name="witness">The witness.</param>
    /// <returns>The first number that contradicts it; null if it holds.</returns>
    /// <remarks>Cost: a multiplication or two for each weight.</remarks>
    public static WitnessFailure? Check(Network first, Network second, EquivalenceWitness witness)
    {
        var checker = new WitnessChecker(witness);
        return checker.Fits(first, second) ? checker.FirstFailure(first, second) : WitnessFailure.OfShape;
    }

    private bool Fits(Network first, Network second)
    {
        int count = first.Stages.Count;
        bool fits = first.InputCount == second.InputCount && first.OutputCount == second.OutputCount && first.Link == second.Link
            && second.Stages.Count == count && witness.Permutations.Count == count && witness.Scales.Count == count;
        for (int l = 0; fits && l < count; l++)
        {
            int width = first.Stages[l].Width;
            var seen = new HashSet<int>();
            fits = second.Stages[l].Width == width && witness.Permutations[l].Count == width && witness.Scales[l].Count == width;
            for (int k = 0; fits && k < width; k++)
            {
                int place = witness.Permutations[l][k];
                fits = place >= 0 && place < width && seen.Add(place) && witness.Scales[l][k].Sign > 0;
            }
        }

        return fits;
    }

    private WitnessFailure? FirstFailure(Network first, Network second)
    {
        for (int l = 1; l <= first.Stages.Count; l++)
        {
            HiddenStage left = first.Stages[l - 1];
            HiddenStage right = second.Stages[l - 1];
            for (int k = 0; k < right.Width; k++)
            {
                int place = witness.Permutations[l - 1][k];
                if (left.Slopes[place] != right.Slopes[k])
                {
                    return new WitnessFailure(l, k, -1, -2);
                }

                if (Row(left, right, l, place, k, factors[l - 1][k]) is { } failure)
                {
                    return failure;
                }
            }
        }

        for (int k = 0; k < second.OutputCount; k++)
        {
            if (Row(first.Output, second.Output, first.Stages.Count + 1, k, k, new Factor(Ratio.One)) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>second = factor · first / (factor of what is read), for the bias and all weights of a neuron.</summary>
    private WitnessFailure? Row(AffineStage left, AffineStage right, int stage, int place, int neuron, Factor factor)
    {
        if (!AreEqual(left.Bias[place], factor.Up, right.Bias[neuron], factor.Down))
        {
            return new WitnessFailure(stage, neuron, -1, -1);
        }

        foreach (int source in SourcesOf(left, right))
        {
            ReadOnlySpan<float> from = RowOf(left, source, place);
            ReadOnlySpan<float> to = RowOf(right, source, neuron);
            int count = Math.Max(from.Length, to.Length);
            for (int e = 0; e < count; e++)
            {
                float before = from.IsEmpty ? 0 : from[source == 0 ? e : witness.Permutations[source - 1][e]];
                float after = to.IsEmpty ? 0 : to[e];
                bool holds = before == 0 || after == 0
                    ? before == after
                    : source == 0 ? AreEqual(before, factor.Up, after, factor.Down) : Holds(before, after, factor, factors[source - 1][e]);
                if (!holds)
                {
                    return new WitnessFailure(stage, neuron, source, e);
                }
            }
        }

        return null;
    }

    private static bool Holds(float before, float after, Factor own, Factor read) =>
        AreEqual(before, Odd.Product(own.Up, read.Down), after, Odd.Product(own.Down, read.Up));

    /// <summary>left · up = right · down, compared as odd numbers and powers of two, of which there is one way to write a number.</summary>
    private static bool AreEqual(float left, Odd up, float right, Odd down)
    {
        if (left == 0 || right == 0)
        {
            return left == right;
        }

        Odd a = Odd.Of(left);
        Odd b = Odd.Of(right);
        if (a.Exponent + up.Exponent != b.Exponent + down.Exponent)
        {
            return false;
        }

        return up.Short != 0 && down.Short != 0 ? a.Short * up.Short == b.Short * down.Short : a.Long * up.Long == b.Long * down.Long;
    }

    private static SortedSet<int> SourcesOf(AffineStage left, AffineStage right)
    {
        var sources = new SortedSet<int>();
        foreach (WeightBlock block in left.Blocks)
        {
            sources.Add(block.Source);
        }

        foreach (WeightBlock block in right.Blocks)
        {
            sources.Add(block.Source);
        }

        return sources;
    }

    private static ReadOnlySpan<float> RowOf(AffineStage stage, int source, int neuron)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            if (block.Source == source)
            {
                return block.Row(neuron);
            }
        }

        return default;
    }

    /// <summary>A factor as numerator over denominator.</summary>
    private readonly struct Factor(Ratio ratio)
    {
        public Odd Up { get; } = Odd.Of(ratio.Numerator);

        public Odd Down { get; } = Odd.Of(ratio.Denominator);
    }

    /// <summary>An odd number times a power of two; <see cref="Short"/> is 0 where the odd number is too long for it.</summary>
    private readonly struct Odd
    {
        private readonly BigInteger big;

        private Odd(long value, int exponent, BigInteger big)
        {
            Short = value;
            Exponent = exponent;
            this.big = big;
        }

        public long Short { get; }

        public int Exponent { get; }

        public BigInteger Long => Short != 0 ? Short : big;

        public static Odd Of(float value)
        {
            Dyadic exact = Dyadic.Of(value);
            return new Odd((long)exact.Mantissa, exact.Exponent, default);
        }

        public static Odd Of(BigInteger value)
        {
            var exact = new Dyadic(value, 0);
            bool isShort = exact.Mantissa < MostShort;
            return new Odd(isShort ? (long)exact.Mantissa : 0, exact.Exponent, isShort ? default : exact.Mantissa);
        }

        public static Odd Product(Odd left, Odd right)
        {
            if (left.Short == 1)
            {
                return new Odd(right.Short, left.Exponent + right.Exponent, right.big);
            }

            BigInteger product = left.Long * right.Long;
            bool isShort = product < MostShort;
            return new Odd(isShort ? (long)product : 0, left.Exponent + right.Exponent, isShort ? default : product);
        }
    }
}
