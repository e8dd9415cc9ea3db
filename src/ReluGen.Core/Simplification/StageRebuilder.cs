using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Simplification;

/// <summary>
/// Makes the network of the kept neurons. Those that nothing reads any more, and which are computed for their bits only, come into a
/// stage of their own after the one that they were in, so that they take no columns in what follows.
/// </summary>
internal sealed class StageRebuilder
{
    private readonly Network network;
    private readonly RoleTable roles;

    /// <summary>Rows of the kept neurons by stage and neuron; the output is the last stage.</summary>
    private readonly SubstitutedRow?[][] rows;

    /// <summary>By source: which elements some row reads.</summary>
    private readonly bool[][] isRead;

    /// <summary>By source of the original: its number in the new network.</summary>
    private readonly int[] newSource;

    private readonly int[] newBits;
    private readonly List<HiddenStage> stages = [];

    public StageRebuilder(Network network, RoleTable roles, CancellationToken cancellation)
    {
        this.network = network;
        this.roles = roles;
        newSource = new int[network.Stages.Count + 1];
        newBits = new int[network.HiddenNeuronCount];
        isRead = [.. Enumerable.Range(0, network.Stages.Count + 1).Select(source => new bool[network.WidthOf(source)])];
        rows = RowsOf(new Substitution(network, roles), cancellation);
        FindRead();
        AddStages();
        AffineStage output = StageOf(network.Stages.Count + 1, Enumerable.Range(0, network.OutputCount).ToArray());
        Network = new Network(network.Inputs, stages, output, network.Link, network.Origin);
        var places = new int[network.HiddenNeuronCount];
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            for (int i = 0; i < network.Stages[l - 1].Width; i++)
            {
                places[network.FirstBitOf(l) + i] = PlaceOf(l, i);
            }
        }

        Layout = new PatternLayout(Network.HiddenNeuronCount, places);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>How the original's pattern follows from the new one's.</summary>
    public PatternLayout Layout { get; }

    private SubstitutedRow?[][] RowsOf(Substitution substitution, CancellationToken cancellation)
    {
        var all = new SubstitutedRow?[network.Stages.Count + 1][];
        for (int l = 1; l <= all.Length; l++)
        {
            AffineStage stage = l < all.Length ? network.Stages[l - 1] : network.Output;
            all[l - 1] = new SubstitutedRow?[stage.Width];
            for (int i = 0; i < stage.Width; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                all[l - 1][i] = l == all.Length || roles.IsKept(l, i) ? substitution.RowOf(stage, i) : null;
            }
        }

        return all;
    }

    private void FindRead()
    {
        isRead[0].AsSpan().Fill(true);
        foreach (SubstitutedRow? row in rows.SelectMany(static stage => stage))
        {
            for (int source = 1; row is not null && source < isRead.Length; source++)
            {
                float[]? weights = row.Weights[source];
                for (int k = 0; weights is not null && k < weights.Length; k++)
                {
                    isRead[source][k] |= weights[k] != 0;
                }
            }
        }
    }

    private void AddStages()
    {
        int bit = 0;
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            int[] kept = [.. Enumerable.Range(0, network.Stages[l - 1].Width).Where(i => roles.IsKept(l, i))];
            foreach (int[] group in new[] { Array.FindAll(kept, i => isRead[l][i]), Array.FindAll(kept, i => !isRead[l][i]) })
            {
                if (group.Length > 0)
                {
                    AffineStage stage = StageOf(l, group);
                    stages.Add(new HiddenStage(stage.Blocks, stage.Bias.ToArray(), Array.ConvertAll(group, i => network.Stages[l - 1].Slopes[i])));
                    newSource[l] = isRead[l][group[0]] ? stages.Count : newSource[l];
                    foreach (int i in group)
                    {
                        newBits[network.FirstBitOf(l) + i] = bit++;
                    }
                }
            }
        }
    }

    /// <summary>The rows of some neurons, with the elements that are read as columns.</summary>
    private AffineStage StageOf(int stage, int[] neurons)
    {
        var blocks = new List<WeightBlock>();
        SubstitutedRow[] group = Array.ConvertAll(neurons, i => rows[stage - 1][i]!);
        for (int source = 0; source < stage; source++)
        {
            int[] columns = [.. Enumerable.Range(0, network.WidthOf(source)).Where(k => isRead[source][k])];
            if (columns.Length > 0 && group.Any(row => row.Weights[source]?.Any(static weight => weight != 0) == true))
            {
                float[] values = [.. group.SelectMany(row => columns.Select(k => row.Weights[source] is { } weights ? weights[k] : 0))];
                blocks.Add(new WeightBlock(newSource[source], neurons.Length, columns.Length, values));
            }
        }

        return new AffineStage(blocks, Array.ConvertAll(group, static row => row.Bias));
    }

    private int PlaceOf(int stage, int neuron) => roles[stage, neuron] switch
    {
        NeuronRole.Kept => newBits[network.FirstBitOf(stage) + neuron],
        NeuronRole.Multiple multiple => PlaceOf(stage, multiple.First),
        NeuronRole.HandOn handOn => PlaceOf(handOn.Stage, handOn.Neuron),
        NeuronRole.Affine affine => affine.Bit ? PatternLayout.One : PatternLayout.Zero,
        NeuronRole.Combination => PatternLayout.One,
        _ => PatternLayout.Zero,
    };
}
