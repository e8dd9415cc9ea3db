using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>
/// A batch is computed in tiles of samples, the whole network for a tile before the next tile, so that what is between stages stays in the
/// caches. Vectors, neurons, rows and groups are those of tiles with a lane a sample.
/// </summary>
internal sealed class BatchPlan
{
    // The measurements behind these limits: docs/kernels.md.
    private const int MostRegisterProducts = 400;
    private const double SparseShare = 0.3;

    private readonly NetworkPlan network;

    public BatchPlan(NetworkPlan network, int width)
    {
        this.network = network;
        Width = width;
        Shape = ShapeOf(network);
        Outputs = Shape == BatchShape.OutputsInLanes ? new OutputTilePlan(network) : null;
        Vectors = Shape == BatchShape.Registers ? 1 : network.IsFused ? 2 : 4;
        var sparse = new List<SparseStage>();
        foreach (StagePlan stage in network.Stages.Where(stage => Shape == BatchShape.SamplesInLanes && stage.NonZeroShare <= SparseShare))
        {
            sparse.Add(new SparseStage(stage, sparse.Count == 0 ? 0 : sparse[sparse.Count - 1].End));
        }

        SparseStages = sparse;
    }

    /// <summary>Vector width in bits.</summary>
    public int Width { get; }

    /// <summary>How the batch is computed.</summary>
    public BatchShape Shape { get; }

    /// <summary>The tile with a lane an output; null for the other shapes.</summary>
    public OutputTilePlan? Outputs { get; }

    /// <summary>Samples of a vector.</summary>
    public int Lanes => Width / 32;

    /// <summary>Vectors of samples of a tile.</summary>
    public int Vectors { get; }

    /// <summary>Samples of a tile.</summary>
    public int Samples => Outputs is null ? Vectors * Lanes : OutputTilePlan.Samples;

    /// <summary>
    /// A tile costs the same however many of its samples there are; for fewer than this, single rows are faster. They skip inactive neurons,
    /// which a dense tile cannot, so it has to be nearly full. With a lane an output only the rows that there are cost something.
    /// </summary>
    public int LeastRows => Outputs is not null ? OutputTilePlan.SamplesAtOnce : Shape == BatchShape.SamplesInLanes && 2 * SkippedProducts < network.Products ? Samples * 3 / 4 : Samples / 3;

    /// <summary>
    /// Neurons computed together: an accumulator each for every vector of samples, which with the inputs, a weight and a product must fit the
    /// registers (32 of 512 bits, 16 of the others). A fused sum needs no register for the product.
    /// </summary>
    public int MostNeurons => network.IsFused ? (Width == 512 ? 8 : 5) : Width == 512 ? 6 : 2;

    /// <summary>Number of the input and hidden neurons: each has a row of samples in scratch.</summary>
    public int Rows => network.Network.InputCount + network.Network.HiddenNeuronCount;

    /// <summary>Masks of a vector of samples: one a hidden neuron, and room to read whole words of the pattern behind the last.</summary>
    public int MaskStride => Padding.Up(network.Network.HiddenNeuronCount + 64);

    /// <summary>Floats of scratch: the rows of samples of inputs, hidden neurons and outputs, and the 16-bit masks.</summary>
    public int ScratchFloats => Outputs is not null ? Outputs.ScratchFloats : (Rows + network.Network.OutputCount) * Samples + (Vectors * MaskStride + 1) / 2;

    /// <summary>The stages of which only the weights that are not 0 are read.</summary>
    public IReadOnlyList<SparseStage> SparseStages { get; }

    /// <summary>First row of what a source holds.</summary>
    public int RowOf(SourcePlan source) => source.Stage is null ? 0 : network.Network.InputCount + source.Stage.FirstBit;

    /// <summary>First row of a stage.</summary>
    public int RowOf(StagePlan stage) => network.Network.InputCount + stage.FirstBit;

    /// <summary>The groups of a stage's neurons, equal ones together, each in blocks.</summary>
    public IReadOnlyList<GroupRun> Groups(StagePlan stage)
    {
        var groups = new List<GroupRun>();
        ColumnGroups columns = stage.Columns;
        if (columns.FullGroups > 0)
        {
            groups.Add(new GroupRun(columns.FullGroups, 0, stage.PackedOffset, stage.PackedRows * ColumnGroups.Size, Blocks(stage, columns.FullGroup)));
        }

        if (columns.LastGroup is { } last)
        {
            int before = columns.FullGroups * ColumnGroups.Size;
            groups.Add(new GroupRun(1, before, stage.PackedOffset + stage.PackedRows * before, stage.PackedRows * last.Width, Blocks(stage, last)));
        }

        return groups;
    }

    /// <summary>Products with weights that are 0 and that no tile computes.</summary>
    private long SkippedProducts => SparseStages.Sum(static sparse => (long)sparse.Stage.Neurons * sparse.Stage.Stage.FanIn - sparse.Stage.NonZeros);

    private static BatchShape ShapeOf(NetworkPlan network) =>
        network.Products <= MostRegisterProducts ? BatchShape.Registers
        : OutputTilePlan.Suits(network) && network.Stages.All(static stage => stage.NonZeroShare > SparseShare) ? BatchShape.OutputsInLanes
        : BatchShape.SamplesInLanes;

    /// <summary>The blocks of a group: those of its main part, then those of its tail.</summary>
    private List<BlockRun> Blocks(StagePlan stage, GroupPlan group)
    {
        var runs = new List<BlockRun>();
        int main = group.Tail > 0 ? group.Main : group.Neurons;
        Add(runs, 0, main, 0, group.Main);
        Add(runs, main, group.Neurons - main, stage.PackedRows * group.Main, group.Tail);
        return runs;
    }

    /// <summary>Splits neurons into blocks of sizes that differ by at most one.</summary>
    private void Add(List<BlockRun> runs, int first, int neurons, int packed, int stride)
    {
        int blocks = (neurons + MostNeurons - 1) / MostNeurons;
        for (int i = 0, large = blocks == 0 ? 0 : neurons % blocks; i < 2; i++)
        {
            int size = blocks == 0 ? 0 : neurons / blocks + (i == 0 ? 1 : 0);
            int count = i == 0 ? large : blocks - large;
            if (count > 0)
            {
                runs.Add(new BlockRun(first, size, count, packed, stride));
                first += size * count;
                packed += size * count;
            }
        }
    }
}

/// <summary>Equal groups of neurons, one after another.</summary>
/// <param name="Count">Number of groups.</param>
/// <param name="First">The first neuron of the first group.</param>
/// <param name="Packed">Where the first group begins in the packed weights.</param>
/// <param name="PackedLength">Floats from a group to the next.</param>
/// <param name="Blocks">The blocks of a group.</param>
internal sealed record GroupRun(int Count, int First, int Packed, int PackedLength, IReadOnlyList<BlockRun> Blocks);

/// <summary>Equal blocks of neurons of a group, one after another.</summary>
/// <param name="First">The first neuron of the first block, counted from that of the group.</param>
/// <param name="Size">Neurons of a block.</param>
/// <param name="Count">Number of blocks.</param>
/// <param name="Packed">Where the first bias of the first block lies, counted from where the group begins.</param>
/// <param name="Stride">Floats from a row of packed numbers to the next.</param>
internal sealed record BlockRun(int First, int Size, int Count, int Packed, int Stride);

/// <summary>A stage of which a batch reads only the weights that are not 0.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Offset">Where it begins in the packed sparse weights, in floats.</param>
internal sealed record SparseStage(StagePlan Stage, int Offset)
{
    /// <summary>Where the next stage begins: two floats a neuron, two more for a slope, two a weight.</summary>
    public int End => Offset + 2 * (Stage.Neurons * (Stage.Leaky is null ? 1 : 2) + Stage.NonZeros);
}
