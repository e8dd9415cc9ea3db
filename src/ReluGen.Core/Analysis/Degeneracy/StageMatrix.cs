using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>
/// All weights of a stage as one matrix: a row a neuron, a column an element of one of its sources. Input features that the box
/// holds at one value are no columns; what they contribute is part of the biases, exactly.
/// </summary>
internal sealed class StageMatrix
{
    private readonly Dyadic[] bias;
    private readonly List<(int Source, int Element)> columns = [];

    /// <summary>True if the weights of the network are the matrix: most stages read one source, and a copy would take longer than most facts.</summary>
    private readonly bool isShared;

    /// <summary>Lays out stage <paramref name="stage"/> (from 1; the output is the last).</summary>
    public StageMatrix(Network network, int stage, InputBox box)
    {
        AffineStage self = network.StageOf(stage);
        Stage = stage;
        Rows = self.Width;
        Slopes = self is HiddenStage hidden ? hidden.Slopes.ToArray() : [];
        foreach (WeightBlock block in self.Blocks)
        {
            for (int k = 0; k < block.Columns; k++)
            {
                if (block.Source != 0 || !box.IsFixed(k))
                {
                    columns.Add((block.Source, k));
                }
            }
        }

        bool hasFixed = columns.Count < self.FanIn;
        isShared = self.Blocks.Count == 1 && !hasFixed;
        Weights = isShared ? new FloatMatrix(Rows, Columns, self.Blocks[0].SharedValues) : new FloatMatrix(Rows, Columns);
        bias = new Dyadic[Rows];
        for (int i = 0; i < Rows; i++)
        {
            Fill(self, i, box, hasFixed);
        }
    }

    /// <summary>The stage, from 1; the output is the last.</summary>
    public int Stage { get; }

    /// <summary>Number of neurons.</summary>
    public int Rows { get; }

    /// <summary>Number of weights of a neuron.</summary>
    public int Columns => columns.Count;

    /// <summary>Where each column comes from.</summary>
    public IReadOnlyList<(int Source, int Element)> Sources => columns;

    /// <summary>Slope below zero of each neuron; empty for the output.</summary>
    public float[] Slopes { get; }

    /// <summary>True if biases contain the contribution of input features that the box fixes.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>The weights, a row a neuron.</summary>
    public FloatMatrix Weights { get; }

    /// <summary>The bias of neuron <paramref name="row"/>.</summary>
    public Dyadic Bias(int row) => bias[row];

    /// <summary>True if all weights of neuron <paramref name="row"/> are 0.</summary>
    public bool IsZero(int row) => Weights.FirstNonZero(row) < 0;

    private void Fill(AffineStage self, int row, InputBox box, bool hasFixed)
    {
        bias[row] = Dyadic.Of(self.Bias[row]);
        if (isShared)
        {
            return;
        }

        System.Span<float> values = Weights.RowToFill(row);
        int at = 0;
        foreach (WeightBlock block in self.Blocks)
        {
            System.ReadOnlySpan<float> weights = block.Row(row);
            if (block.Source != 0 || !hasFixed)
            {
                weights.CopyTo(values.Slice(at));
                at += weights.Length;
                continue;
            }

            for (int k = 0; k < weights.Length; k++)
            {
                if (!box.IsFixed(k))
                {
                    values[at++] = weights[k];
                }
                else
                {
                    IsFolded = true;
                    bias[row] += Dyadic.Of(weights[k]) * Dyadic.Of(box.Lower[k]);
                }
            }
        }
    }
}
