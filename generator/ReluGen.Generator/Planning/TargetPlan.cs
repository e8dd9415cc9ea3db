using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>What an adjoint belongs to: a hidden stage or the input; and who passes something back to it.</summary>
internal sealed class TargetPlan(StagePlan? stage, int width, IReadOnlyList<ReaderPlan> readers, int packedOffset)
{
    /// <summary>The stage; null for the input.</summary>
    public StagePlan? Stage { get; } = stage;

    /// <summary>Its elements.</summary>
    public ColumnGroups Columns { get; } = new(width);

    /// <summary>The stages that read it, last first.</summary>
    public IReadOnlyList<ReaderPlan> Readers { get; } = readers;

    /// <summary>The target's first packed number.</summary>
    public int PackedOffset { get; } = packedOffset;

    /// <summary>Rows of packed numbers of a group: of a stage its biases and slopes, then a row a neuron of each reader.</summary>
    public int Rows => HeadRowsOf(Stage) + Readers.Sum(static reader => reader.Stage.Neurons);

    /// <summary>Floats of packed numbers.</summary>
    public int PackedLength => Columns.PackedLength(Rows);

    /// <summary>The readers of <paramref name="stage"/> (null: the input) among <paramref name="stages"/>.</summary>
    public static List<ReaderPlan> ReadersOf(StagePlan? stage, IEnumerable<StagePlan> stages)
    {
        var readers = new List<ReaderPlan>();
        int row = HeadRowsOf(stage);
        foreach (StagePlan reader in stages)
        {
            int column = 1;
            foreach (SourcePlan source in reader.Sources)
            {
                if (source.Stage == stage)
                {
                    readers.Add(new ReaderPlan(reader, column, row));
                    row += reader.Neurons;
                }

                column += source.Width;
            }
        }

        return readers;
    }

    private static int HeadRowsOf(StagePlan? stage) => stage is null ? 0 : stage.Leaky is null ? 1 : 2;
}

/// <summary>A stage that reads a target.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Column">Where the weights for the target begin in a row of the stage's data.</param>
/// <param name="FirstRow">The first row of its weights in each packed group of the target.</param>
internal sealed record ReaderPlan(StagePlan Stage, int Column, int FirstRow);
