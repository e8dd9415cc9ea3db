using System.Collections.Generic;

namespace ReluGen.Generator.Planning;

/// <summary>
/// A batch is computed in tiles of samples: a lane a sample, two vectors of samples at a time, a few neurons at a time, the whole network
/// for a tile before the next tile. Weights are those that single rows use.
/// </summary>
internal sealed class BatchPlan(NetworkPlan network, int width)
{
    /// <summary>Vector width in bits.</summary>
    public int Width { get; } = width;

    /// <summary>Samples of a vector.</summary>
    public int Lanes => Width / 32;

    /// <summary>Samples of a tile.</summary>
    public int Samples => 2 * Lanes;

    /// <summary>
    /// Neurons computed together: two accumulators each, which with two vectors of inputs and a weight must fit the registers (32 of
    /// 512 bits, 16 of the others).
    /// </summary>
    public int MostNeurons => Width == 512 ? 8 : 5;

    /// <summary>Number of the input and hidden neurons: each has a row of samples in scratch.</summary>
    public int Rows => network.Network.InputCount + network.Network.HiddenNeuronCount;

    /// <summary>First row of what a source holds.</summary>
    public int RowOf(SourcePlan source) => source.Stage is null ? 0 : network.Network.InputCount + source.Stage.FirstBit;

    /// <summary>First row of a stage.</summary>
    public int RowOf(StagePlan stage) => network.Network.InputCount + stage.FirstBit;

    /// <summary>Masks of a vector of samples: one a hidden neuron, and room to read whole words of the pattern behind the last.</summary>
    public int MaskStride => Padding.Up(network.Network.HiddenNeuronCount + 64);

    /// <summary>Floats of scratch: the rows of samples of inputs, hidden neurons and outputs, and two 16-bit masks a hidden neuron.</summary>
    public int ScratchFloats => (Rows + network.Network.OutputCount) * Samples + MaskStride;

    /// <summary>The neurons of a stage in blocks: runs of equal blocks whose weights lie in one stream of the packed weights.</summary>
    public IReadOnlyList<BlockRun> Blocks(StagePlan stage)
    {
        var runs = new List<BlockRun>();
        int packed = stage.PackedOffset;
        for (int first = 0; first < stage.Neurons; first += ColumnGroups.Size)
        {
            GroupPlan group = first / ColumnGroups.Size < stage.Columns.FullGroups ? stage.Columns.FullGroup : stage.Columns.LastGroup!;
            int main = group.Tail > 0 ? group.Main : group.Neurons;
            Add(runs, first, main, packed, group.Main);
            Add(runs, first + main, group.Neurons - main, packed + stage.PackedRows * group.Main, group.Tail);
            packed += stage.PackedRows * group.Width;
        }

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

/// <summary>Equal blocks of neurons, one after another.</summary>
/// <param name="First">The first neuron of the first block.</param>
/// <param name="Size">Neurons of a block.</param>
/// <param name="Count">Number of blocks.</param>
/// <param name="Packed">Where the first bias of the first block lies in the packed weights.</param>
/// <param name="Stride">Floats from a row of packed numbers to the next.</param>
internal sealed record BlockRun(int First, int Size, int Count, int Packed, int Stride);
