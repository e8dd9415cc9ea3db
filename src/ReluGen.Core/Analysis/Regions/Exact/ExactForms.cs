using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>Affine forms with integer coefficients (a_0, …, a_d-1, b) and one common power of two, computed on demand and kept.</summary>
/// <remarks>Threads may compute the same form twice; both get the same numbers, so no lock is needed.</remarks>
internal abstract class ExactForms
{
    private readonly int count;
    private BigInteger[]?[]? rows;

    protected ExactForms(int count, int exponent)
    {
        this.count = count;
        Exponent = exponent;
    }

    /// <summary>The true coefficients are the integers times 2^Exponent.</summary>
    public int Exponent { get; }

    /// <summary>Coefficients of form <paramref name="index"/>.</summary>
    public BigInteger[] Row(int index)
    {
        // Most stages are decided without exact forms and need no room for them.
        BigInteger[]?[] all = rows ?? Interlocked.CompareExchange(ref rows, new BigInteger[count][], null) ?? rows!;
        return all[index] ??= Compute(index);
    }

    protected abstract BigInteger[] Compute(int index);
}

/// <summary>The half-spaces of a domain as forms offset − normal·x, positive inside.</summary>
internal sealed class HalfSpaceForms(RegionDomain domain, IntegerNetwork network)
    : ExactForms(domain.HalfSpaces.Count, ExponentOf(domain) + network.InputExponent)
{
    protected override BigInteger[] Compute(int index)
    {
        HalfSpace halfSpace = domain.HalfSpaces[index];
        int exponent = Exponent - network.InputExponent;
        var row = new BigInteger[network.Dimension + 1];
        row[network.Dimension] = Dyadic.Of(halfSpace.Offset).ToInteger(Exponent);
        for (int j = 0; j < halfSpace.Normal.Count; j++)
        {
            BigInteger weight = -Dyadic.Of(halfSpace.Normal[j]).ToInteger(exponent);
            for (int k = 0; k < row.Length; k++)
            {
                row[k] += weight * network.InputRows[j][k];
            }
        }

        return row;
    }

    private static int ExponentOf(RegionDomain domain)
    {
        int exponent = 0;
        foreach (HalfSpace halfSpace in domain.HalfSpaces)
        {
            exponent = System.Math.Min(exponent, Dyadic.Of(halfSpace.Offset).Exponent);
            foreach (double coefficient in halfSpace.Normal)
            {
                exponent = System.Math.Min(exponent, Dyadic.Of(coefficient).Exponent);
            }
        }

        return exponent;
    }
}

/// <summary>The pre-activations of one hidden stage where the bits of the stages before it are fixed.</summary>
/// <param name="network">The network in integers.</param>
/// <param name="stage">Number of the stage, from 1.</param>
/// <param name="below">The forms of the stages before it; element 0 is stage 1.</param>
/// <param name="bits">The activation bits of those stages.</param>
/// <param name="firstBits">Bit of neuron 0 of each stage.</param>
internal sealed class StageExactForms(IntegerNetwork network, int stage, IReadOnlyList<ExactForms> below, ulong[] bits, int[] firstBits)
    : ExactForms(network.Stages[stage - 1].Width, network.Stages[stage - 1].Exponent)
{
    protected override BigInteger[] Compute(int index)
    {
        IntegerStage self = network.Stages[stage - 1];
        var row = new BigInteger[network.Dimension + 1];
        row[network.Dimension] = self.Bias[index];
        foreach (IntegerBlock block in self.Blocks)
        {
            for (int k = 0; k < block.Columns; k++)
            {
                BigInteger factor = block.Weights[index * block.Columns + k] * SlopeOf(block.Source, k);
                if (!factor.IsZero)
                {
                    Add(row, factor, block.Source == 0 ? network.InputRows[k] : below[block.Source - 1].Row(k));
                }
            }
        }

        return row;
    }

    private static void Add(BigInteger[] row, BigInteger factor, BigInteger[] term)
    {
        for (int j = 0; j < row.Length; j++)
        {
            if (!term[j].IsZero)
            {
                row[j] += factor * term[j];
            }
        }
    }

    private BigInteger SlopeOf(int source, int neuron)
    {
        if (source == 0)
        {
            return BigInteger.One;
        }

        int bit = firstBits[source - 1] + neuron;
        return network.Stages[source - 1].Slope(neuron, (bits[bit >> 6] >> (bit & 63) & 1) != 0);
    }
}
