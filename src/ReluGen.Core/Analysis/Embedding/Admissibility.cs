using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Embedding;

/// <summary>
/// Whether the parameters of a network are admissible: every hidden neuron has an incoming weight or bias that is not 0, and an outgoing weight that
/// is not 0 (design/math.md 3.2). Only then equal embeddings and equal signs mean equality up to positive rescaling.
/// </summary>
/// <param name="WithoutIncoming">Neurons whose weights and bias are all 0.</param>
/// <param name="WithoutOutgoing">Neurons that nothing reads with a weight that is not 0.</param>
public sealed record Admissibility(IReadOnlyList<NeuronAddress> WithoutIncoming, IReadOnlyList<NeuronAddress> WithoutOutgoing)
{
    /// <summary>True if there are no such neurons.</summary>
    public bool Holds => WithoutIncoming.Count == 0 && WithoutOutgoing.Count == 0;

    /// <summary>Looks at every weight once.</summary>
    public static Admissibility Of(Network network)
    {
        var incoming = new List<NeuronAddress>();
        var isRead = new bool[network.Stages.Count + 1][];
        for (int s = 0; s < isRead.Length; s++)
        {
            isRead[s] = new bool[network.WidthOf(s)];
        }

        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage stage = l <= network.Stages.Count ? network.Stages[l - 1] : network.Output;
            for (int i = 0; i < stage.Width; i++)
            {
                bool reads = Mark(stage, i, isRead) || stage.Bias[i] != 0;
                if (!reads && l <= network.Stages.Count)
                {
                    incoming.Add(new NeuronAddress(l, i));
                }
            }
        }

        var outgoing = new List<NeuronAddress>();
        for (int l = 1; l < isRead.Length; l++)
        {
            for (int i = 0; i < isRead[l].Length; i++)
            {
                if (!isRead[l][i])
                {
                    outgoing.Add(new NeuronAddress(l, i));
                }
            }
        }

        return new Admissibility(incoming, outgoing);
    }

    /// <summary>Marks what a neuron reads; true if it reads anything.</summary>
    private static bool Mark(AffineStage stage, int neuron, bool[][] isRead)
    {
        bool any = false;
        foreach (WeightBlock block in stage.Blocks)
        {
            System.ReadOnlySpan<float> row = block.Row(neuron);
            for (int k = 0; k < row.Length; k++)
            {
                isRead[block.Source][k] |= row[k] != 0;
                any |= row[k] != 0;
            }
        }

        return any;
    }
}
