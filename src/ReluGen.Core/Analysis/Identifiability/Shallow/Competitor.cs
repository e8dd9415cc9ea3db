using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Shallow;

/// <summary>Builds other parameters that compute the same function on the box, one construction for each condition that fails (math.md 3.5, necessity).</summary>
/// <param name="network">A shallow network.</param>
/// <param name="box">The box.</param>
/// <param name="size">Size of the change: another number where the first happened to give an equivalent network.</param>
internal sealed class Competitor(Network network, InputBox box, int size)
{
    private readonly Fraction step = Fraction.Of(size);

    /// <summary>A neuron that nothing reads has any row.</summary>
    public ShallowParameters OfUnread(int neuron)
    {
        ShallowParameters parameters = ShallowParameters.Of(network);
        if (System.Array.TrueForAll(parameters.Incoming[neuron], static weight => weight.IsZero))
        {
            parameters.Incoming[neuron][0] = step;
        }
        else
        {
            parameters.Bias[neuron] += step;
        }

        return parameters;
    }

    /// <summary>A neuron that is never positive may be even less so.</summary>
    public ShallowParameters OfDead(int neuron)
    {
        ShallowParameters parameters = ShallowParameters.Of(network);
        parameters.Bias[neuron] += Negative(step);
        return parameters;
    }

    /// <summary>The bias of a neuron that is never negative moves into that of the outputs.</summary>
    public ShallowParameters OfActive(int neuron)
    {
        ShallowParameters parameters = ShallowParameters.Of(network);
        Raise(parameters, neuron, step);
        return parameters;
    }

    /// <summary>The weight of a feature with one value moves into the bias.</summary>
    public ShallowParameters OfFixedFeature(int neuron, int feature)
    {
        ShallowParameters parameters = ShallowParameters.Of(network);
        parameters.Incoming[neuron][feature] += step;
        parameters.Bias[neuron] += Negative(step) * Fraction.Of(box.Lower[feature]);
        return parameters;
    }

    /// <summary>Neurons with row j = ratio · row i share what they give to an output as they like; opposite ones become one and an affine function.</summary>
    public ShallowParameters OfTwins(int first, int second, Ratio ratio, Dyadic bound)
    {
        ShallowParameters parameters = ShallowParameters.Of(network);
        Fraction[] v = parameters.Outgoing[second];
        if (ratio.Numerator.Sign > 0)
        {
            parameters.Outgoing[first][0] += Fraction.Of(ratio.Numerator, ratio.Denominator) * step;
            v[0] += Negative(step);
            return parameters;
        }

        for (int o = 0; o < v.Length; o++)
        {
            parameters.Outgoing[first][o] += Fraction.Of(-ratio.Numerator, ratio.Denominator) * v[o];
        }

        Raise(parameters, second, new Fraction(bound, BigInteger.One) + step);
        return parameters;
    }

    /// <summary>The neurons of a flip set turn around.</summary>
    public ShallowParameters OfFlip(IReadOnlyList<int> set)
    {
        ShallowParameters parameters = ShallowParameters.Of(network);
        foreach (int i in set)
        {
            for (int o = 0; o < parameters.OutputBias.Length; o++)
            {
                parameters.OutputBias[o] += parameters.Outgoing[i][o] * parameters.Bias[i];
            }

            parameters.Incoming[i] = System.Array.ConvertAll(parameters.Incoming[i], Negative);
            parameters.Bias[i] = Negative(parameters.Bias[i]);
        }

        return parameters;
    }

    /// <summary>Adds to the bias of a neuron that is then always active, and takes what it gives from the outputs.</summary>
    private static void Raise(ShallowParameters parameters, int neuron, Fraction by)
    {
        parameters.Bias[neuron] += by;
        for (int o = 0; o < parameters.OutputBias.Length; o++)
        {
            parameters.OutputBias[o] += Negative(parameters.Outgoing[neuron][o] * by);
        }
    }

    private static Fraction Negative(Fraction value) => new(-value.Numerator, value.Denominator);
}
