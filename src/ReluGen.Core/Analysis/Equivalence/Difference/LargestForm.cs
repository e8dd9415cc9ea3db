using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>The largest of the differences that were asked for so far, each found by an exact linear program; the first of several wins.</summary>
internal sealed class LargestForm
{
    private readonly SideBySide joint;
    private readonly RegionDomain domain;
    private readonly IntegerNetwork integers;
    private readonly DifferenceForms forms;
    private readonly CancellationToken cancellation;

    /// <summary>Starts at 0.</summary>
    public LargestForm(SideBySide joint, RegionDomain domain, CancellationToken cancellation)
    {
        this.joint = joint;
        this.domain = domain;
        this.cancellation = cancellation;
        integers = new IntegerNetwork(joint.Network, domain);
        forms = new DifferenceForms(joint, domain, integers.Box);
    }

    /// <summary>The value.</summary>
    public Ratio Value { get; private set; } = Ratio.Zero;

    /// <summary>All features of a point that attains it; null while it is 0.</summary>
    public IReadOnlyList<Ratio>? Point { get; private set; }

    /// <summary>The output that attains it.</summary>
    public int Output { get; private set; }

    /// <summary>Takes one sign of one output in one region into account.</summary>
    /// <param name="region">The region.</param>
    /// <param name="map">The joint network's map there.</param>
    /// <param name="output">The output.</param>
    /// <param name="positive">True for the first network's output minus the second one's.</param>
    public void Add(Region region, ExactAffineMap map, int output, bool positive)
    {
        cancellation.ThrowIfCancellationRequested();
        (BigInteger[] row, int exponent) = DifferenceForms.Integers(forms.Of(map, output));
        var program = new CellProgram(joint.Network, domain, integers, region, cancellation);
        (BigInteger value, BigInteger[] point, BigInteger denominator) = program.Maximise(positive ? row : Array.ConvertAll(row, BigInteger.Negate));
        Ratio exact = exponent < 0 ? Ratio.Of(value, denominator << -exponent) : Ratio.Of(value << exponent, denominator);
        if (exact > Value)
        {
            Value = exact;
            Output = output;
            Ratio[] features = [.. domain.Lower.Select(static bound => Ratio.Of(Dyadic.Of(bound), Dyadic.Of(1)))];
            for (int k = 0; k < point.Length; k++)
            {
                features[integers.Box.Features[k]] = Ratio.Of(point[k], denominator);
            }

            Point = features;
        }
    }
}
