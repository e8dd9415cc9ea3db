using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>
/// How adjoints flow back from an output to the input: target by target, the last hidden stage first. A target is computed as a stage of a
/// forward pass is, from the adjoints of the stages that read it, so it needs the weights by rows: a second packed copy.
/// </summary>
internal sealed class ReversePlan
{
    /// <summary>More outputs than this are computed in several blocks: each needs an accumulator of its own.</summary>
    private const int MostOutputs = 12;

    /// <summary>A target is in one method; one that many stages read gets fewer outputs at once, so that the JIT can take it.</summary>
    private const int MostTargetStatements = 1000;

    public ReversePlan(NetworkPlan network)
    {
        var targets = new List<TargetPlan>();
        var reached = new List<StagePlan> { network.Output };
        foreach (StagePlan? stage in network.Stages.Where(static stage => stage.IsHidden).Reverse().Cast<StagePlan?>().Append(null))
        {
            List<ReaderPlan> readers = TargetPlan.ReadersOf(stage, reached);
            if (stage is null || readers.Count > 0)
            {
                targets.Add(new TargetPlan(stage, stage?.Neurons ?? network.Network.InputCount, readers, PackedLength));
                PackedLength += targets[targets.Count - 1].PackedLength;
            }

            if (stage is not null && readers.Count > 0)
            {
                reached.Add(stage);
            }
        }

        Targets = targets;
        int outputs = network.Network.OutputCount;
        int least = (outputs + MostOutputs - 1) / MostOutputs;
        do
        {
            BlockOutputs = (outputs + least - 1) / least;
            Blocks = (outputs + BlockOutputs - 1) / BlockOutputs;
            least++;
        }
        while (BlockOutputs > 1 && targets.Any(target => Statements(target, BlockOutputs) > MostTargetStatements));

        GradientMethods = MethodSplit.Of(targets, static target => Statements(target, 1));
        MapMethods = MethodSplit.Of(targets, target => Statements(target, BlockOutputs));
    }

    /// <summary>The hidden stages that the output depends on, last first, and then the input.</summary>
    public IReadOnlyList<TargetPlan> Targets { get; }

    /// <summary>Floats of packed weights.</summary>
    public int PackedLength { get; }

    /// <summary>The targets in methods of a gradient.</summary>
    public IReadOnlyList<IReadOnlyList<TargetPlan>> GradientMethods { get; }

    /// <summary>The targets in methods of an affine map.</summary>
    public IReadOnlyList<IReadOnlyList<TargetPlan>> MapMethods { get; }

    /// <summary>Blocks of outputs that an affine map is computed in.</summary>
    public int Blocks { get; }

    /// <summary>Outputs of a block; the last block overlaps the one before it where they do not divide the outputs.</summary>
    public int BlockOutputs { get; }

    /// <summary>How many of the <paramref name="vectors"/> of a group <paramref name="outputs"/> outputs are computed for at once, at a width in bits: in equal parts.</summary>
    public static int VectorsAtOnce(int vectors, int outputs, int width)
    {
        int most = outputs == 1 ? vectors : System.Math.Max(1, (width == 512 ? 24 : 12) / outputs);
        int parts = (vectors + most - 1) / most;
        return (vectors + parts - 1) / parts;
    }

    /// <summary>Statements for a target: start, readers, scaling and bias, store. 128 bits need the most, or 512, where one output has several groups at once.</summary>
    private static int Statements(TargetPlan target, int outputs) =>
        outputs * System.Math.Max(RowPass.Accumulators(target.Columns, 128), outputs == 1 ? RowPass.Accumulators(target.Columns, 512) : 0) * (target.Readers.Count + 4);
}
