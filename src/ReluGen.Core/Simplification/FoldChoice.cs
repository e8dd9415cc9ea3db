using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Simplification;

/// <summary>
/// Decides which stages' affine neurons are folded into what reads them. The readers then need the sources of the stage, which may
/// take more weights than the neurons did: only what lowers the number of weights and biases is folded, for a stage all or none.
/// </summary>
internal sealed class FoldChoice(Network network, RoleTable roles, CancellationToken cancellation)
{
    /// <summary>Exact products that folding one stage may take, about a second; a stage with more stays as it is.</summary>
    private const long MostProducts = 2_000_000;

    /// <summary>For each element of each source the sources in which it is expressed, with the roles of the last count.</summary>
    private readonly bool[][][] reads = new bool[network.Stages.Count + 1][][];

    /// <summary>Assigns the roles of the neurons that are worth folding.</summary>
    public void Assign(RemovableNeurons removable)
    {
        long best = Count();
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int l = 1; l <= network.Stages.Count; l++)
            {
                cancellation.ThrowIfCancellationRequested();
                // Constants go into biases, whatever becomes of the others.
                List<(int Neuron, NeuronRole Role)> foldable = removable.Foldable(l, roles);
                changed |= TryFold(l, foldable.FindAll(candidate => IsConstant(l, candidate.Neuron)), ref best);
                changed |= TryFold(l, removable.Foldable(l, roles), ref best);
            }
        }
    }

    private bool TryFold(int stage, List<(int Neuron, NeuronRole Role)> foldable, ref long best)
    {
        if (foldable.Count == 0 || Products(stage, foldable) > MostProducts)
        {
            return false;
        }

        foreach ((int neuron, NeuronRole role) in foldable)
        {
            roles[stage, neuron] = role;
        }

        long count = Count();
        if (count < best)
        {
            best = count;
            return true;
        }

        foreach ((int neuron, _) in foldable)
        {
            roles[stage, neuron] = NeuronRole.Kept.Instance;
        }

        return false;
    }

    private bool IsConstant(int stage, int neuron) =>
        !Array.Exists(ReadsOf(network.Stages[stage - 1], neuron, 1), static isRead => isRead);

    /// <summary>Each reader of a folded neuron gets a product for each weight of it; a neuron that hands on has one.</summary>
    private long Products(int stage, List<(int Neuron, NeuronRole Role)> foldable)
    {
        long readers = 0;
        for (int l = stage + 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage reader = network.StageOf(l);
            foreach (WeightBlock block in reader.Blocks)
            {
                readers += block.Source == stage ? reader.Width : 0;
            }
        }

        return readers * foldable.Count * (foldable[0].Role is NeuronRole.Affine ? network.Stages[stage - 1].FanIn : 1);
    }

    /// <summary>Weights and biases that the network has with the roles as they are.</summary>
    private long Count()
    {
        int sources = network.Stages.Count + 1;
        var widths = new int[sources];
        reads[0] = new bool[network.InputCount][];
        widths[0] = network.InputCount;
        bool[] inputs = Only(0, sources);
        for (int k = 0; k < network.InputCount; k++)
        {
            reads[0][k] = inputs;
        }

        long count = 0;
        for (int l = 1; l <= sources; l++)
        {
            AffineStage stage = network.StageOf(l);
            int width = l < sources ? roles.KeptCount(l) : stage.Width;
            if (width > 0)
            {
                count += (long)width * (1 + Columns(ReadsOf(stage, 0, stage.Width), widths));
            }

            if (l < sources)
            {
                widths[l] = width;
                reads[l] = ElementsOf(l, sources);
            }
        }

        return count;
    }

    /// <summary>For each neuron of a stage the sources in which its activation is expressed.</summary>
    private bool[][] ElementsOf(int stage, int sources)
    {
        HiddenStage self = network.Stages[stage - 1];
        bool[] kept = Only(stage, sources);
        var nothing = new bool[sources];
        var elements = new bool[self.Width][];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = roles[stage, i] switch
            {
                NeuronRole.Zero => nothing,
                NeuronRole.HandOn handOn => reads[handOn.Stage][handOn.Neuron],
                NeuronRole.Affine => ReadsOf(self, i, 1),
                NeuronRole.Multiple multiple => elements[multiple.First],
                _ => kept,
            };
        }

        return elements;
    }

    /// <summary>The sources that <paramref name="count"/> neurons from <paramref name="first"/> on read.</summary>
    private bool[] ReadsOf(AffineStage stage, int first, int count)
    {
        var result = new bool[reads.Length];
        foreach (WeightBlock block in stage.Blocks)
        {
            for (int i = first; i < first + count; i++)
            {
                ReadOnlySpan<float> row = block.Row(i);
                for (int k = 0; k < row.Length; k++)
                {
                    if (row[k] != 0)
                    {
                        Join(result, reads[block.Source][k]);
                    }
                }
            }
        }

        return result;
    }

    private static void Join(bool[] target, bool[] added)
    {
        for (int s = 0; s < target.Length; s++)
        {
            target[s] |= added[s];
        }
    }

    private static long Columns(bool[] reads, int[] widths)
    {
        long columns = 0;
        for (int s = 0; s < reads.Length; s++)
        {
            columns += reads[s] ? widths[s] : 0;
        }

        return columns;
    }

    private static bool[] Only(int source, int sources)
    {
        var only = new bool[sources];
        only[source] = true;
        return only;
    }
}
