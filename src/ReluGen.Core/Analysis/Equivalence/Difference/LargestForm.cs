using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>The largest absolute value of the differences over the regions given so far; the first region of several wins.</summary>
internal sealed class LargestForm
{
    private readonly SideBySide joint;
    private readonly RegionDomain domain;
    private readonly IntegerNetwork integers;
    private readonly CancellationToken cancellation;

    /// <summary>Starts at 0.</summary>
    public LargestForm(SideBySide joint, RegionDomain domain, CancellationToken cancellation)
    {
        this.joint = joint;
        this.domain = domain;
        this.cancellation = cancellation;
        integers = new IntegerNetwork(joint.Network, domain);
    }

    /// <summary>The value.</summary>
    public Ratio Value { get; private set; } = Ratio.Zero;

    /// <summary>All features of a point that attains it; null while it is 0.</summary>
    public IReadOnlyList<Ratio>? Point { get; private set; }

    /// <summary>The output that attains it.</summary>
    public int Output { get; private set; }

    /// <summary>Takes a region into account, with the joint network's map there.</summary>
    public void Add(Region region, ExactAffineMap map)
    {
        cancellation.ThrowIfCancellationRequested();
        CellProgram? program = null;
        for (int o = 0; o < joint.Network.OutputCount; o++)
        {
            (BigInteger[] row, int exponent) = FormOf(map, o);
            foreach (BigInteger[] form in (BigInteger[][])[row, Array.ConvertAll(row, BigInteger.Negate)])
            {
                // On the whole box it cannot be larger than this; most regions need no program.
                if (Of(integers.Box.Maximum(form), BigInteger.One << integers.Box.Shift, exponent) is var most && most > Value)
                {
                    program ??= new CellProgram(joint.Network, domain, integers, region, cancellation);
                    (BigInteger value, BigInteger[] point, BigInteger denominator) = program.Maximise(form);
                    Raise(Of(value, denominator, exponent), point, denominator, o);
                }
            }
        }
    }

    private static Ratio Of(BigInteger numerator, BigInteger denominator, int exponent) => exponent < 0
        ? Ratio.Of(numerator, denominator << -exponent)
        : Ratio.Of(numerator << exponent, denominator);

    private void Raise(Ratio value, BigInteger[] point, BigInteger denominator, int output)
    {
        if (value > Value)
        {
            Value = value;
            Output = output;
            Ratio[] features = [.. domain.Lower.Select(static bound => Ratio.Of(Dyadic.Of(bound), Dyadic.Of(1)))];
            for (int k = 0; k < point.Length; k++)
            {
                features[integers.Box.Features[k]] = Ratio.Of(point[k], denominator);
            }

            Point = features;
        }
    }

    /// <summary>The difference of an output as integers times a power of two: coefficients of the features that vary, then the constant.</summary>
    private (BigInteger[] Row, int Exponent) FormOf(ExactAffineMap map, int output)
    {
        int d = integers.Dimension;
        int inputs = domain.FeatureCount;
        var values = new Dyadic[d + 1];
        values[d] = map.Bias[output] + joint.Bias[output];
        int next = 0;
        for (int j = 0; j < inputs; j++)
        {
            Dyadic weight = map.Weights[(output * inputs) + j];
            weight = joint.Weights is null ? weight : weight + joint.Weights[(output * inputs) + j];
            if (next < d && integers.Box.Features[next] == j)
            {
                values[next++] = weight;
            }
            else
            {
                values[d] += weight * Dyadic.Of(domain.Lower[j]);
            }
        }

        int exponent = values.Min(static value => value.Exponent);
        return (Array.ConvertAll(values, value => value.ToInteger(exponent)), exponent);
    }
}
