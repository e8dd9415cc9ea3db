using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>The pattern of a point, evaluated exactly, and the exact pre-activations of all neurons where that pattern holds.</summary>
internal sealed class LocalForms
{
    private readonly Network network;
    private readonly IntegerNetwork integers;
    private readonly ulong[] bits;
    private readonly int[] firstBits;
    private readonly List<ExactForms> stages = [];

    public LocalForms(Network network, IntegerNetwork integers, ExactPoint point)
    {
        this.network = network;
        this.integers = integers;
        bits = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        firstBits = new int[network.Stages.Count];
        for (int stage = 1; stage <= firstBits.Length; stage++)
        {
            firstBits[stage - 1] = network.FirstBitOf(stage);
            var forms = new StageExactForms(integers, stage, stages.ToArray(), bits, firstBits);
            stages.Add(forms);
            for (int i = 0; i < network.WidthOf(stage); i++)
            {
                Set(bits, firstBits[stage - 1] + i, point.SignOf(forms.Row(i)) > 0);
            }
        }

        Pattern = BitPattern.From(network.HiddenNeuronCount, bits);
    }

    /// <summary>The pattern of the point: a bit is 1 where the pre-activation is above zero.</summary>
    public BitPattern Pattern { get; }

    /// <summary>The form of a neuron with the sign that makes it positive inside the region.</summary>
    public BigInteger[] Inside(NeuronAddress neuron) =>
        SignedForm.Of(stages[neuron.Stage - 1], neuron.Neuron, Pattern[firstBits[neuron.Stage - 1] + neuron.Neuron]).Row;

    /// <summary>
    /// The pattern beyond a facet. Neurons that are not zero on it keep their bits. Of the others, in the order of stages, each has the
    /// sign of its form there, which the bits before it decide: on the facet that form is zero too (the network is continuous), so it is
    /// a multiple of the facet's. A form that is zero everywhere beyond has bit 0.
    /// </summary>
    /// <param name="facet">Coefficients of the facet, positive inside.</param>
    /// <param name="zero">The neurons that are zero on the facet, in the order of bits.</param>
    public BitPattern Beyond(BigInteger[] facet, IReadOnlyList<NeuronAddress> zero)
    {
        var beyond = (ulong[])bits.Clone();
        int coordinate = System.Array.FindIndex(facet, static a => !a.IsZero);
        var chain = new List<ExactForms>();
        bool changed = false;
        int next = 0;
        for (int stage = 1; stage <= stages.Count && next < zero.Count; stage++)
        {
            chain.Add(changed ? new StageExactForms(integers, stage, chain.ToArray(), beyond, firstBits) : stages[stage - 1]);
            bool changedHere = false;
            for (; next < zero.Count && zero[next].Stage == stage; next++)
            {
                int bit = firstBits[stage - 1] + zero[next].Neuron;
                bool active = (chain[stage - 1].Row(zero[next].Neuron)[coordinate] * facet[coordinate]).Sign < 0;
                changedHere |= active != Pattern[bit];
                Set(beyond, bit, active);
            }

            changed |= changedHere;
        }

        return BitPattern.From(network.HiddenNeuronCount, beyond);
    }

    private static void Set(ulong[] words, int bit, bool value)
    {
        ulong mask = 1UL << (bit & 63);
        words[bit >> 6] = value ? words[bit >> 6] | mask : words[bit >> 6] & ~mask;
    }
}
