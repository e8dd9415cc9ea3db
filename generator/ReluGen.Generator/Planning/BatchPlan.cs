using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>
/// A batch is computed in tiles of samples, the whole network for a tile before the next tile, so that what is between stages stays in the
/// caches. Vectors, neurons, rows and stages are those of tiles with a lane a sample.
/// </summary>
internal sealed class BatchPlan
{
    // The measurements behind these limits: docs/kernels.md.
    private const int MostRegisterProducts = 400;

    private readonly NetworkPlan network;

    public BatchPlan(NetworkPlan network, int width)
    {
        this.network = network;
        Width = width;
        Shape = ShapeOf(network);
        Outputs = Shape == BatchShape.OutputsInLanes ? new OutputTilePlan(network) : null;
        Vectors = Shape == BatchShape.Registers ? 1 : network.IsFused ? 2 : 4;
        var stages = new List<TileStage>();
        foreach (StagePlan stage in network.Stages.Where(_ => Outputs is null))
        {
            int neurons = Shape == BatchShape.Registers ? stage.Neurons : MostNeurons;
            stages.Add(new TileStage(stage, neurons, Shape == BatchShape.SamplesInLanes, stages.Count == 0 ? 0 : stages[stages.Count - 1].End));
        }

        Stages = stages;
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
    public int LeastRows => Outputs is not null ? OutputTilePlan.LeastSamples : Shape == BatchShape.SamplesInLanes && 2 * SkippedProducts < network.Products ? Samples * 3 / 4 : Samples / 3;

    /// <summary>
    /// Neurons computed together: an accumulator each for every vector of samples, which with the inputs, a weight and a product must fit the
    /// registers (32 of 512 bits, 16 of the others). A fused sum needs no register for the product.
    /// </summary>
    public int MostNeurons => network.IsFused ? (Width == 512 ? 8 : 5) : Width == 512 ? 6 : 2;

    /// <summary>Number of the input and hidden neurons: each has a row of samples in scratch.</summary>
    public int Rows => network.Network.InputCount + network.Network.HiddenNeuronCount;

    /// <summary>Masks of a vector of samples: one a hidden neuron, and room to read whole words of the pattern behind the last.</summary>
    public int MaskStride => Padding.Up(network.Network.HiddenNeuronCount + 64);

    /// <summary>Floats of scratch, without those for lists: the rows of samples of inputs, hidden neurons and outputs, and the 16-bit masks.</summary>
    public int ScratchFloats => Outputs is not null ? Outputs.RoomOffset : (Rows + network.Network.OutputCount) * Samples + (Vectors * MaskStride + 1) / 2;

    /// <summary>How tiles with a lane a sample read each stage; empty where a lane is an output.</summary>
    public IReadOnlyList<TileStage> Stages { get; }

    /// <summary>First row of what a source holds.</summary>
    public int RowOf(SourcePlan source) => source.Stage is null ? 0 : network.Network.InputCount + source.Stage.FirstBit;

    /// <summary>First row of a stage.</summary>
    public int RowOf(StagePlan stage) => network.Network.InputCount + stage.FirstBit;

    /// <summary>Products with weights that are 0 and that no tile computes.</summary>
    private long SkippedProducts => Stages.Where(static tile => tile.IsSparse).Sum(static tile => (long)tile.Stage.Neurons * tile.Stage.Stage.FanIn - tile.Stage.NonZeros);

    private static BatchShape ShapeOf(NetworkPlan network) =>
        network.Products <= MostRegisterProducts ? BatchShape.Registers
        : OutputTilePlan.Suits(network) && !network.Stages.Any(TileStage.HasFewWeights) ? BatchShape.OutputsInLanes
        : BatchShape.SamplesInLanes;
}
