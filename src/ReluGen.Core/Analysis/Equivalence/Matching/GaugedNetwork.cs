using System;
using System.Runtime.CompilerServices;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Matching;

/// <summary>
/// The weights of a network modulo 2^31 − 1 in a gauge that rescaling does not change: each neuron's row is divided by a weighted sum of its
/// own absolute values, and what reads it is multiplied by that sum. With it come colours that permutation does not change either.
/// </summary>
/// <remarks>
/// The gauge is made of sums, products and quotients of exact numbers, so equal weights in the gauge have equal residues: different residues
/// prove a difference, equal ones prove nothing. Neurons that are 0 whatever the input, by their weights alone, are left to <see cref="SilentNeurons"/>.
/// </remarks>
internal sealed class GaugedNetwork
{
    private readonly Network network;
    private readonly uint salt;

    /// <summary>The sum of each neuron, by source (0 is the input), the outputs last; 0 where there is none.</summary>
    private readonly uint[][] gauges;

    private GaugedNetwork(Network network, uint salt)
    {
        this.network = network;
        this.salt = salt;
        int last = network.Stages.Count + 1;
        gauges = new uint[last + 1][];
        Colours = new ulong[last + 1][];
        Residues = new uint[last][][];
        for (int s = 0; s <= last; s++)
        {
            int width = s == last ? network.OutputCount : network.WidthOf(s);
            gauges[s] = new uint[width];
            Colours[s] = new ulong[width];
            for (int i = 0; i < width && (s == 0 || s == last); i++)
            {
                // Inputs and outputs are not permuted, so each has a colour of its own.
                gauges[s][i] = 1;
                Colours[s][i] = Hashing.Mix(salt + (ulong)s, (ulong)i);
            }
        }
    }

    /// <summary>The network.</summary>
    public Network Network => network;

    /// <summary>Colours of inputs, of neurons by stage, and of outputs: the same in equivalent networks, up to the order within a stage.</summary>
    public ulong[][] Colours { get; }

    /// <summary>The weights in the gauge, by stage (element 0 is stage 1), by block, row-major; 0 exactly where the weight is 0.</summary>
    public uint[][][] Residues { get; }

    /// <summary>Computes gauge and colours; null if some sum happens to be 0 modulo the prime, which another salt mends.</summary>
    /// <param name="network">The network; all weights are finite.</param>
    /// <param name="salt">Chooses the weights of the sums.</param>
    /// <param name="rescaling">False to leave all weights as they are.</param>
    public static GaugedNetwork? Of(Network network, uint salt, bool rescaling)
    {
        var gauged = new GaugedNetwork(network, salt);
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage stage = network.StageOf(l);
            gauged.Residues[l - 1] = new uint[stage.Blocks.Count][];
            for (int b = 0; b < stage.Blocks.Count; b++)
            {
                gauged.Residues[l - 1][b] = Raw(stage.Blocks[b]);
            }

            if (l <= network.Stages.Count && !gauged.Enter(network.Stages[l - 1], l, rescaling))
            {
                return null;
            }
        }

        if (!new SilentNeurons(gauged, gauged.gauges, salt).Complete())
        {
            return null;
        }

        gauged.Apply();
        return gauged;
    }

    /// <summary>The residue of a weight's absolute value.</summary>
    public static uint Absolute(uint residue, float weight) => weight < 0 ? Residue.Negate(residue) : residue;

    [MethodImpl(HotLoop.Options)]
    private static uint[] Raw(WeightBlock block)
    {
        ReadOnlySpan<float> values = block.Values;
        var residues = new uint[values.Length];
        for (int i = 0; i < residues.Length; i++)
        {
            residues[i] = Residue.Of(values[i]);
        }

        return residues;
    }

    /// <summary>Gauges and first colours of a stage's neurons, from what they read; false if a sum is 0 by accident.</summary>
    private bool Enter(HiddenStage stage, int index, bool rescaling)
    {
        for (int i = 0; i < stage.Width; i++)
        {
            uint gauge = SumOf(stage, index, i, out bool isSilent);
            if (!isSilent && gauge == 0)
            {
                return false;
            }

            gauges[index][i] = rescaling ? gauge : 1;
            Colours[index][i] = ColourOf(stage, index, i);
        }

        return true;
    }

    /// <summary>Σ key · |weight| · gauge over what the neuron reads, the bias included; the keys come from colours, so that it is the same for every order.</summary>
    [MethodImpl(HotLoop.Options)]
    private uint SumOf(AffineStage stage, int index, int neuron, out bool isSilent)
    {
        uint sum = Residue.Multiply(KeyOf(salt), Residue.Of(Math.Abs(stage.Bias[neuron])));
        isSilent = stage.Bias[neuron] == 0;
        for (int b = 0; b < stage.Blocks.Count; b++)
        {
            WeightBlock block = stage.Blocks[b];
            ReadOnlySpan<float> weights = block.Row(neuron);
            ReadOnlySpan<uint> residues = Residues[index - 1][b].AsSpan(neuron * block.Columns, block.Columns);
            uint[] sources = gauges[block.Source];
            ulong[] colours = Colours[block.Source];
            for (int k = 0; k < weights.Length; k++)
            {
                if (weights[k] != 0 && sources[k] != 0)
                {
                    isSilent = false;
                    uint term = Residue.Multiply(Absolute(residues[k], weights[k]), sources[k]);
                    sum = Residue.Add(sum, Residue.Multiply(KeyOf(colours[k]), term));
                }
            }
        }

        return sum;
    }

    /// <summary>The hash of slope, bias and of what is read, in whatever order.</summary>
    [MethodImpl(HotLoop.Options)]
    private ulong ColourOf(HiddenStage stage, int index, int neuron)
    {
        uint inverse = gauges[index][neuron] == 0 ? 0 : Residue.Inverse(gauges[index][neuron]);
        ulong read = Residue.Multiply(inverse, Residue.Of(stage.Bias[neuron]));
        for (int b = 0; b < stage.Blocks.Count; b++)
        {
            WeightBlock block = stage.Blocks[b];
            ReadOnlySpan<uint> residues = Residues[index - 1][b].AsSpan(neuron * block.Columns, block.Columns);
            uint[] sources = gauges[block.Source];
            ulong[] colours = Colours[block.Source];
            for (int k = 0; k < residues.Length; k++)
            {
                uint weight = Residue.Multiply(inverse, Residue.Multiply(residues[k], sources[k]));
                read += weight == 0 ? 0 : Hashing.Mix(colours[k], weight);
            }
        }

        return Hashing.Mix(Hashing.Mix(salt + (ulong)index, Residue.Of(stage.Slopes[neuron])), read);
    }

    /// <summary>Brings all weights into the gauge.</summary>
    [MethodImpl(HotLoop.Options)]
    private void Apply()
    {
        for (int l = 1; l <= Residues.Length; l++)
        {
            AffineStage stage = network.StageOf(l);
            for (int b = 0; b < stage.Blocks.Count; b++)
            {
                WeightBlock block = stage.Blocks[b];
                for (int i = 0; i < block.Rows; i++)
                {
                    uint inverse = gauges[l][i] == 0 ? 0 : Residue.Inverse(gauges[l][i]);
                    Apply(Residues[l - 1][b].AsSpan(i * block.Columns, block.Columns), block.Row(i), inverse, gauges[block.Source]);
                }
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private static void Apply(Span<uint> residues, ReadOnlySpan<float> weights, uint inverse, uint[] sources)
    {
        for (int k = 0; k < residues.Length; k++)
        {
            // Between neurons without a gauge the sign is all that rescaling keeps.
            residues[k] = weights[k] == 0 ? 0
                : inverse == 0 || sources[k] == 0 ? (weights[k] > 0 ? 1 : Residue.Prime - 1)
                : Residue.Multiply(inverse, Residue.Multiply(residues[k], sources[k]));
        }
    }

    /// <summary>A number from 1 to the prime − 1.</summary>
    private uint KeyOf(ulong colour) => (uint)(Hashing.Mix(colour, salt) % (Residue.Prime - 1)) + 1;
}
