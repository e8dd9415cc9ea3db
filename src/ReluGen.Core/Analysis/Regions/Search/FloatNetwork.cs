using System;
using System.Collections.Generic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Computes the affine forms of stages in float64, with error bounds.</summary>
internal sealed class FloatNetwork
{
    private readonly Network network;
    private readonly FloatBox box;
    private readonly FloatForms inputs;

    public FloatNetwork(Network network, RegionDomain domain, FloatBox box, int[] features)
    {
        this.network = network;
        this.box = box;
        inputs = new FloatForms(box, network.InputCount);
        for (int j = 0; j < network.InputCount; j++)
        {
            int coordinate = Array.IndexOf(features, j);
            inputs.Values[(j * inputs.Stride) + (coordinate < 0 ? box.Dimension : coordinate)] =
                coordinate < 0 ? domain.Lower[j] : box.Unit[coordinate];
            inputs.Finish(j, terms: 0, inherited: 0, size: 0);
        }
    }

    /// <summary>The half-spaces of the domain as forms offset − normal·x.</summary>
    public FloatForms HalfSpaces(RegionDomain domain)
    {
        var forms = new FloatForms(box, domain.HalfSpaces.Count);
        for (int i = 0; i < domain.HalfSpaces.Count; i++)
        {
            HalfSpace halfSpace = domain.HalfSpaces[i];
            var sum = new Sum(forms, i, halfSpace.Offset);
            for (int j = 0; j < halfSpace.Normal.Count; j++)
            {
                sum.Add(-halfSpace.Normal[j], inputs, j);
            }

            sum.Finish();
        }

        return forms;
    }

    /// <summary>The pre-activations of stage <paramref name="stage"/> (from 1) where the bits of the stages before it are fixed.</summary>
    /// <param name="stage">Number of the stage.</param>
    /// <param name="below">The forms of the stages before it; element 0 is stage 1.</param>
    /// <param name="bits">The activation bits of those stages.</param>
    public FloatForms Stage(int stage, IReadOnlyList<StageForms> below, ulong[] bits)
    {
        HiddenStage self = network.Stages[stage - 1];
        var forms = new FloatForms(box, self.Width);
        var factors = new double[self.Blocks.Count][];
        for (int b = 0; b < factors.Length; b++)
        {
            factors[b] = FactorsOf(self.Blocks[b].Source, bits);
        }

        for (int i = 0; i < self.Width; i++)
        {
            var sum = new Sum(forms, i, self.Bias[i]);
            for (int b = 0; b < factors.Length; b++)
            {
                WeightBlock block = self.Blocks[b];
                FloatForms source = block.Source == 0 ? inputs : below[block.Source - 1].Float!;
                AddBlock(ref sum, block.Row(i), factors[b], source);
            }

            sum.Finish();
        }

        return forms;
    }

    private static void AddBlock(ref Sum sum, ReadOnlySpan<float> weights, double[] factors, FloatForms source)
    {
        for (int k = 0; k < factors.Length; k++)
        {
            // The product of two float32 numbers is exact in float64.
            double factor = weights[k] * factors[k];
            if (factor != 0)
            {
                sum.Add(factor, source, k);
            }
        }
    }

    private double[] FactorsOf(int source, ulong[] bits)
    {
        var factors = new double[network.WidthOf(source)];
        int first = source == 0 ? 0 : network.FirstBitOf(source);
        for (int k = 0; k < factors.Length; k++)
        {
            bool active = source == 0 || (bits[(first + k) >> 6] >> ((first + k) & 63) & 1) != 0;
            factors[k] = active ? 1 : network.Stages[source - 1].Slopes[k];
        }

        return factors;
    }

    /// <summary>A form under construction.</summary>
    private struct Sum
    {
        private readonly FloatForms target;
        private readonly int index;
        private double inherited;
        private double size;
        private int terms;

        public Sum(FloatForms target, int index, double constant)
        {
            this.target = target;
            this.index = index;
            target.Values[(index * target.Stride) + target.Stride - 1] = constant;
            size = Math.Abs(constant);
        }

        public void Add(double factor, FloatForms source, int term)
        {
            if (factor == 0 || source.IsZero(term))
            {
                return;
            }

            target.Add(index, factor, source, term);
            inherited += Math.Abs(factor) * source.Error[term];
            size += Math.Abs(factor) * source.Magnitude[term];
            terms++;
        }

        public readonly void Finish() => target.Finish(index, terms, inherited, size);
    }
}
