using System;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>The differences of outputs in a region as affine forms of the features that vary.</summary>
internal sealed class DifferenceForms(SideBySide joint, RegionDomain domain, IntegerBox box)
{
    /// <summary>The form of an output: one exact coefficient a coordinate, then the constant.</summary>
    /// <param name="map">The joint network's map in the region.</param>
    /// <param name="output">The output.</param>
    public Dyadic[] Of(ExactAffineMap map, int output)
    {
        int inputs = domain.FeatureCount;
        var values = new Dyadic[box.Dimension + 1];
        Dyadic constant = map.Bias[output] + joint.Bias[output];
        int next = 0;
        for (int j = 0; j < inputs; j++)
        {
            Dyadic weight = map.Weights[(output * inputs) + j];
            weight = joint.Weights is null ? weight : weight + joint.Weights[(output * inputs) + j];
            if (next < box.Dimension && box.Features[next] == j)
            {
                values[next++] = weight;
            }
            else
            {
                constant += weight * Dyadic.Of(domain.Lower[j]);
            }
        }

        values[box.Dimension] = constant;
        return values;
    }

    /// <summary>The form as integers times a power of two.</summary>
    public static (BigInteger[] Row, int Exponent) Integers(Dyadic[] form)
    {
        int exponent = form.Min(static value => value.Exponent);
        return (Array.ConvertAll(form, value => value.ToInteger(exponent)), exponent);
    }
}
