using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>The checker's own exact evaluation of a network: at a point, and as affine forms where bits are given.</summary>
internal sealed class CheckedNetwork
{
    private readonly CheckedStage[] stages;
    private readonly int inputs;

    /// <summary>Pre-activation exponents of the forms, one a stage, and activation exponents with the input's in front.</summary>
    private readonly int[] formExponents;
    private readonly List<int> activationExponents = [0];

    public CheckedNetwork(Network network)
    {
        inputs = network.InputCount;
        stages = network.Stages.Select(stage => new CheckedStage(stage)).ToArray();
        formExponents = new int[stages.Length];
        for (int l = 0; l < stages.Length; l++)
        {
            formExponents[l] = stages[l].ExponentOver(activationExponents);
            activationExponents.Add(stages[l].ActivationExponent(formExponents[l]));
        }
    }

    /// <summary>Number of hidden stages.</summary>
    public int StageCount => stages.Length;

    /// <summary>Number of neurons of a stage, counted from 0.</summary>
    public int WidthOf(int stage) => stages[stage].Width;

    /// <summary>The pre-activations of a stage as forms of the input.</summary>
    /// <param name="stage">The stage, from 0.</param>
    /// <param name="below">The forms of all stages before it.</param>
    /// <param name="bits">The bits of all neurons before it, in order.</param>
    public CheckedForm[] Forms(int stage, IReadOnlyList<CheckedForm[]> below, IReadOnlyList<bool> bits)
    {
        CheckedStage self = stages[stage];
        int exponent = formExponents[stage];
        BigInteger[][] slopes = Slopes(stage, bits);
        var forms = new CheckedForm[self.Width];
        for (int i = 0; i < forms.Length; i++)
        {
            forms[i] = new CheckedForm(inputs, exponent);
            forms[i].AddConstant(self.Bias(i, exponent));
            foreach ((int source, int columns, BigInteger[] weights) in self.Blocks)
            {
                int shift = self.ShiftTo(exponent, activationExponents[source]);
                for (int k = 0; k < columns; k++)
                {
                    BigInteger weight = weights[(i * columns) + k] << shift;
                    if (source == 0)
                    {
                        forms[i].AddCoefficient(k, weight);
                    }
                    else if (!weight.IsZero && !slopes[source - 1][k].IsZero)
                    {
                        forms[i].Add(weight * slopes[source - 1][k], below[source - 1][k]);
                    }
                }
            }
        }

        return forms;
    }

    /// <summary>Signs of all pre-activations at an exact point, by an ordinary forward pass in exact arithmetic.</summary>
    public int[] SignsAt(Dyadic[] point)
    {
        int inputExponent = point.Length == 0 ? 0 : System.Math.Min(0, point.Min(x => x.Exponent));
        var exponents = new List<int> { inputExponent };
        var activations = new List<BigInteger[]> { System.Array.ConvertAll(point, x => x.ToInteger(inputExponent)) };
        var signs = new List<int>();
        foreach (CheckedStage stage in stages)
        {
            int exponent = stage.ExponentOver(exponents);
            var outputs = new BigInteger[stage.Width];
            for (int i = 0; i < outputs.Length; i++)
            {
                BigInteger sum = PreActivation(stage, i, exponent, exponents, activations);
                signs.Add(sum.Sign);
                outputs[i] = sum * stage.Slope(i, sum.Sign > 0);
            }

            activations.Add(outputs);
            exponents.Add(stage.ActivationExponent(exponent));
        }

        return signs.ToArray();
    }

    private static BigInteger PreActivation(CheckedStage stage, int neuron, int exponent, List<int> exponents, List<BigInteger[]> activations)
    {
        BigInteger sum = stage.Bias(neuron, exponent);
        foreach ((int source, int columns, BigInteger[] weights) in stage.Blocks)
        {
            BigInteger part = BigInteger.Zero;
            BigInteger[] values = activations[source];
            for (int k = 0; k < columns; k++)
            {
                if (!values[k].IsZero)
                {
                    part += weights[(neuron * columns) + k] * values[k];
                }
            }

            sum += part << stage.ShiftTo(exponent, exponents[source]);
        }

        return sum;
    }

    private BigInteger[][] Slopes(int count, IReadOnlyList<bool> bits)
    {
        var slopes = new BigInteger[count][];
        int bit = 0;
        for (int l = 0; l < count; l++)
        {
            slopes[l] = new BigInteger[stages[l].Width];
            for (int i = 0; i < slopes[l].Length; i++)
            {
                slopes[l][i] = stages[l].Slope(i, bits[bit++]);
            }
        }

        return slopes;
    }
}
