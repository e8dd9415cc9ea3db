using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>How tiles with a lane a sample read a stage: in blocks of neurons, or only the weights that are not 0.</summary>
internal sealed class TileStage
{
    private const double SparseShare = 0.3;

    /// <param name="stage">The stage.</param>
    /// <param name="mostNeurons">Neurons of a block.</param>
    /// <param name="mayBeSparse">True if weights that are 0 may be left out.</param>
    /// <param name="offset">Where its numbers begin in the packed weights of the tiles, in floats.</param>
    public TileStage(StagePlan stage, int mostNeurons, bool mayBeSparse, int offset)
    {
        Stage = stage;
        Offset = offset;
        IsSparse = mayBeSparse && HasFewWeights(stage);
        BlockCount = (stage.Neurons + mostNeurons - 1) / mostNeurons;
    }

    /// <summary>The stage.</summary>
    public StagePlan Stage { get; }

    /// <summary>Where its numbers begin.</summary>
    public int Offset { get; }

    /// <summary>True if only the weights that are not 0 are read.</summary>
    public bool IsSparse { get; }

    /// <summary>Number of blocks; their sizes differ by at most one, and the larger ones come first.</summary>
    public int BlockCount { get; }

    /// <summary>Where the next stage begins. Sparse: two floats a neuron, two more for a slope, two a weight.</summary>
    public int End => Offset + (IsSparse ? 2 * (Stage.Neurons * (Stage.Leaky is null ? 1 : 2) + Stage.NonZeros) : Stage.Neurons * Stage.PackedRows);

    /// <summary>The blocks, equal ones together; in each a row of biases, a row of weights an element of the sources, and a row of slopes where there are any.</summary>
    public IReadOnlyList<BlockRun> Blocks
    {
        get
        {
            int size = Stage.Neurons / BlockCount, larger = Stage.Neurons % BlockCount;
            BlockRun[] runs = [new(0, size + 1, larger), new(larger * (size + 1), size, BlockCount - larger)];
            return runs.Where(static run => run.Count > 0).ToList();
        }
    }

    /// <summary>True if so few weights are not 0 that a list of them is faster than all.</summary>
    public static bool HasFewWeights(StagePlan stage) => stage.NonZeroShare <= SparseShare;
}
