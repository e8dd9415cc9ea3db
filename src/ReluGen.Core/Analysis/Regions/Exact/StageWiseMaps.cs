using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>
/// Computes exact affine maps stage by stage from the input. Where patterns come in their order, most agree with the one before
/// on their first stages, and the forms of these are kept. Only forms that count in the output are computed. Serves one thread.
/// </summary>
internal sealed class StageWiseMaps
{
    private readonly Network network;
    private readonly IntegerStage output;
    private readonly IntegerStage[] stages;

    /// <summary>Coefficients and constant of each neuron's pre-activation, by stage; null while nobody has asked.</summary>
    private readonly BigInteger[]?[][] forms;
    private BitPattern pattern;

    /// <summary>Starts without any forms.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stages">Its hidden stages; the input has exponent 0.</param>
    /// <param name="output">Its output.</param>
    public StageWiseMaps(Network network, IntegerStage[] stages, IntegerStage output)
    {
        this.network = network;
        this.stages = stages;
        this.output = output;
        forms = Array.ConvertAll(stages, stage => new BigInteger[]?[stage.Width]);
        pattern = new BitPattern(network.HiddenNeuronCount);
    }

    /// <summary>
    /// True if the maps of <paramref name="patterns"/> take fewer multiplications from the input forwards, with the sharing that their order allows,
    /// than from the outputs back, without any.
    /// </summary>
    public static bool IsCheaper(Network network, IReadOnlyList<BitPattern> patterns)
    {
        double forwards = 0;
        double last = WeightsOf(network.Output);
        double all = last;
        foreach (HiddenStage stage in network.Stages)
        {
            all += WeightsOf(stage);
        }

        for (int i = 0; i < patterns.Count; i++)
        {
            int kept = i == 0 ? 0 : KeptStages(network, patterns[i - 1], patterns[i]);
            forwards += last;
            for (int l = kept; l < network.Stages.Count; l++)
            {
                forwards += WeightsOf(network.Stages[l]);
            }
        }

        return forwards * (network.InputCount + 1) < all * patterns.Count * network.OutputCount;
    }

    /// <summary>The map of <paramref name="next"/>.</summary>
    public ExactAffineMap Of(BitPattern next)
    {
        for (int l = KeptStages(network, pattern, next); l < forms.Length; l++)
        {
            Array.Clear(forms[l], 0, forms[l].Length);
        }

        pattern = next;
        int inputs = network.InputCount;
        var weights = new Dyadic[network.OutputCount * inputs];
        var bias = new Dyadic[network.OutputCount];
        for (int o = 0; o < bias.Length; o++)
        {
            BigInteger[] row = Compute(output, o);
            bias[o] = new Dyadic(row[inputs], output.Exponent);
            for (int j = 0; j < inputs; j++)
            {
                weights[(o * inputs) + j] = new Dyadic(row[j], output.Exponent);
            }
        }

        return new ExactAffineMap(weights, bias);
    }

    /// <summary>Number of stages whose forms are the same for both patterns: those up to the stage of the first bit that differs.</summary>
    private static int KeptStages(Network network, BitPattern left, BitPattern right)
    {
        int bit = 0;
        while (bit < left.Length && left.Words[bit >> 6] == right.Words[bit >> 6])
        {
            bit = (bit | 63) + 1;
        }

        while (bit < left.Length && left[bit] == right[bit])
        {
            bit++;
        }

        int stage = 0;
        while (stage < network.Stages.Count && network.FirstBitOf(stage + 1) <= bit)
        {
            stage++;
        }

        return stage;
    }

    private static double WeightsOf(AffineStage stage)
    {
        double weights = 0;
        foreach (WeightBlock block in stage.Blocks)
        {
            weights += (double)block.Rows * block.Columns;
        }

        return weights;
    }

    private BigInteger[] FormOf(int stage, int neuron) => forms[stage - 1][neuron] ??= Compute(stages[stage - 1], neuron);

    private BigInteger[] Compute(IntegerStage stage, int neuron)
    {
        var row = new BigInteger[network.InputCount + 1];
        row[network.InputCount] = stage.Bias[neuron];
        foreach (IntegerBlock block in stage.Blocks)
        {
            for (int k = 0; k < block.Columns; k++)
            {
                BigInteger weight = block.Weights[(neuron * block.Columns) + k];
                if (block.Source == 0)
                {
                    row[k] += weight;
                }
                else
                {
                    Add(row, weight, block.Source, k);
                }
            }
        }

        return row;
    }

    private void Add(BigInteger[] row, BigInteger weight, int source, int neuron)
    {
        BigInteger slope = stages[source - 1].Slope(neuron, pattern[network.FirstBitOf(source) + neuron]);
        if (weight.IsZero || slope.IsZero)
        {
            return;
        }

        BigInteger factor = slope.IsOne ? weight : weight * slope;
        BigInteger[] form = FormOf(source, neuron);
        for (int j = 0; j < row.Length; j++)
        {
            row[j] += factor * form[j];
        }
    }
}
