using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Generator.Planning;

/// <summary>One stage: how its neurons are grouped, and where its data, packed weights, activations and mask lie.</summary>
internal sealed class StagePlan
{
    public StagePlan(Network network, int index, AffineStage stage, bool isHidden, IReadOnlyList<StagePlan> before)
    {
        Index = index;
        Stage = stage;
        IsHidden = isHidden;
        Sources = stage.Blocks.Select(block => new SourcePlan(block, block.Source == 0 ? null : before[block.Source - 1])).ToList();
        NonZeros = stage.Blocks.Sum(CountNonZeros);
        FirstBit = isHidden ? network.FirstBitOf(index) : network.HiddenNeuronCount;
        if (before.Count > 0)
        {
            StagePlan previous = before[before.Count - 1];
            DataOffset = previous.DataOffset + previous.Neurons * previous.RowLength;
            PackedOffset = previous.PackedOffset + previous.PackedLength;
            ActivationOffset = previous.ActivationOffset + Padding.Up(previous.Neurons);
            MaskOffset = previous.MaskOffset + previous.Columns.GroupCount;
        }
    }

    /// <summary>Number of the stage, from 1; the output is the last.</summary>
    public int Index { get; }

    /// <summary>Its weights.</summary>
    public AffineStage Stage { get; }

    /// <summary>False for the output.</summary>
    public bool IsHidden { get; }

    /// <summary>What it reads.</summary>
    public IReadOnlyList<SourcePlan> Sources { get; }

    /// <summary>Number of neurons.</summary>
    public int Neurons => Stage.Width;

    /// <summary>Bias and weights of a neuron.</summary>
    public int RowLength => 1 + Stage.FanIn;

    /// <summary>Number of weights that are not 0.</summary>
    public int NonZeros { get; }

    /// <summary>Share of the weights that are not 0; of no weights, 1.</summary>
    public double NonZeroShare => Stage.FanIn == 0 ? 1 : (double)NonZeros / ((long)Neurons * Stage.FanIn);

    /// <summary>The slopes below zero; null where all are 0.</summary>
    public HiddenStage? Leaky => Stage is HiddenStage { IsRelu: false } stage ? stage : null;

    /// <summary>Its neurons in groups.</summary>
    public ColumnGroups Columns => new(Neurons);

    /// <summary>Rows of packed numbers of a group: the biases, a row an element of the sources, the slopes.</summary>
    public int PackedRows => RowLength + (Leaky is null ? 0 : 1);

    /// <summary>Floats of packed numbers.</summary>
    public int PackedLength => Columns.PackedLength(PackedRows);

    /// <summary>The stage's first bias in the static data.</summary>
    public int DataOffset { get; }

    /// <summary>The stage's first packed number.</summary>
    public int PackedOffset { get; }

    /// <summary>The stage's first activation in scratch.</summary>
    public int ActivationOffset { get; }

    /// <summary>The stage's first mask word in scratch.</summary>
    public int MaskOffset { get; }

    /// <summary>The stage's first bit in a pattern.</summary>
    public int FirstBit { get; }

    private static int CountNonZeros(WeightBlock block)
    {
        int count = 0;
        foreach (float weight in block.Values)
        {
            count += weight == 0 ? 0 : 1;
        }

        return count;
    }
}
