using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>The affine map y = A·x + b of an activation pattern, exactly, before the link. Equal maps compare equal.</summary>
public sealed class ExactAffineMap : IEquatable<ExactAffineMap>
{
    private readonly Dyadic[] weights;
    private readonly Dyadic[] bias;

    internal ExactAffineMap(Dyadic[] weights, Dyadic[] bias)
    {
        this.weights = weights;
        this.bias = bias;
    }

    /// <summary>A, row-major: outputs × inputs.</summary>
    public IReadOnlyList<Dyadic> Weights => weights;

    /// <summary>b, one value an output.</summary>
    public IReadOnlyList<Dyadic> Bias => bias;

    /// <summary>A, each coefficient rounded once to float64.</summary>
    public double[] RoundedWeights() => Array.ConvertAll(weights, value => value.ToDouble());

    /// <summary>b, each value rounded once to float64.</summary>
    public double[] RoundedBias() => Array.ConvertAll(bias, value => value.ToDouble());

    /// <inheritdoc/>
    public bool Equals(ExactAffineMap? other) =>
        other is not null && weights.AsSpan().SequenceEqual(other.weights) && bias.AsSpan().SequenceEqual(other.bias);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExactAffineMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = weights.Length;
        foreach (Dyadic value in weights)
        {
            hash = (hash * 397) ^ value.GetHashCode();
        }

        foreach (Dyadic value in bias)
        {
            hash = (hash * 397) ^ value.GetHashCode();
        }

        return hash;
    }
}

/// <summary>Computes the exact affine maps of one network's patterns by reverse accumulation in integers (design/math.md 1.4, algorithm V).</summary>
public sealed class ExactAffineMaps
{
    private readonly Network network;
    private readonly IntegerStage[] stages;
    private readonly IntegerStage output;

    /// <summary>Prepares the integer weights.</summary>
    /// <exception cref="ArgumentException">A weight is NaN or infinite.</exception>
    public ExactAffineMaps(Network network)
    {
        if (NonFiniteWeights.First(network) is { } bad)
        {
            throw new ArgumentException($"A weight of {bad.Where} is {bad.Value}; there is no exact map.", nameof(network));
        }

        this.network = network;
        stages = new IntegerStage[network.Stages.Count];
        for (int l = 0; l < stages.Length; l++)
        {
            stages[l] = new IntegerStage(network.Stages[l], ExponentOf);
        }

        output = new IntegerStage(network.Output, ExponentOf);

        int ExponentOf(int source) => source == 0 ? 0 : stages[source - 1].ActivatedExponent;
    }

    /// <summary>The map of <paramref name="pattern"/>, realised or not.</summary>
    /// <exception cref="ArgumentException">The pattern's length is not the number of hidden neurons.</exception>
    public ExactAffineMap Of(BitPattern pattern)
    {
        if (pattern.Length != network.HiddenNeuronCount)
        {
            throw new ArgumentException($"The network has {network.HiddenNeuronCount} hidden neurons, the pattern {pattern.Length}.", nameof(pattern));
        }

        var weights = new Dyadic[network.OutputCount * network.InputCount];
        var bias = new Dyadic[network.OutputCount];
        for (int o = 0; o < bias.Length; o++)
        {
            RowOf(pattern, o, out bias[o]).CopyTo(weights, o * network.InputCount);
        }

        return new ExactAffineMap(weights, bias);
    }

    /// <summary>Row <paramref name="index"/> of A, and the value of b that belongs to it; the pattern's length is the caller's care.</summary>
    internal Dyadic[] RowOf(BitPattern pattern, int index, out Dyadic bias)
    {
        BigInteger[] row = Row(pattern, index, out BigInteger constant);
        bias = new Dyadic(constant, output.Exponent);
        return Array.ConvertAll(row, value => new Dyadic(value, output.Exponent));
    }

    /// <summary>Number of different maps among the patterns of <paramref name="regions"/>.</summary>
    public int CountDistinct(IEnumerable<Region> regions)
    {
        var maps = new HashSet<ExactAffineMap>();
        foreach (Region region in regions)
        {
            maps.Add(Of(region.Pattern));
        }

        return maps.Count;
    }

    private BigInteger[] Row(BitPattern pattern, int index, out BigInteger constant)
    {
        var adjoints = new BigInteger[stages.Length + 1][];
        for (int source = 0; source < adjoints.Length; source++)
        {
            adjoints[source] = new BigInteger[network.WidthOf(source)];
        }

        constant = output.Bias[index];
        Propagate(output, index, BigInteger.One, adjoints);
        for (int l = stages.Length; l >= 1; l--)
        {
            for (int i = 0; i < stages[l - 1].Width; i++)
            {
                BigInteger u = adjoints[l][i] * stages[l - 1].Slope(i, pattern[network.FirstBitOf(l) + i]);
                if (!u.IsZero)
                {
                    constant += u * stages[l - 1].Bias[i];
                    Propagate(stages[l - 1], i, u, adjoints);
                }
            }
        }

        return adjoints[0];
    }

    private static void Propagate(IntegerStage stage, int neuron, BigInteger factor, BigInteger[][] adjoints)
    {
        foreach (IntegerBlock block in stage.Blocks)
        {
            BigInteger[] adjoint = adjoints[block.Source];
            for (int k = 0; k < adjoint.Length; k++)
            {
                adjoint[k] += factor * block.Weights[(neuron * block.Columns) + k];
            }
        }
    }
}
