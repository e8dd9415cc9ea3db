using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>The choices for batches, in words.</summary>
internal static class BatchChoices
{
    public static IEnumerable<KernelChoice> Of(NetworkPlan network)
    {
        BatchPlan batch = network.Batch[0];
        return network.Stages.Select(stage =>
            batch.Shape == BatchShape.OutputsInLanes ? Outputs(stage)
            : batch.Shape == BatchShape.Registers ? Registers(network, batch, stage)
            : batch.Stages[stage.Index - 1] is { IsSparse: true } sparse ? NonZeros(batch, sparse)
            : Blocks(batch, batch.Stages[stage.Index - 1]));
    }

    private static KernelChoice Registers(NetworkPlan network, BatchPlan batch, StagePlan stage)
    {
        int products = stage.Neurons * stage.Stage.FanIn;
        return new KernelChoice(
            "batch", stage.Index, "registers", $"{batch.Samples} samples, all neurons", 1, "Tile512", "by columns", 4L * stage.PackedRows * stage.Neurons, products / 16.0,
            (2L * products + 4 * stage.Neurons) * KernelPlan.BytesPerStatement, $"the {network.Products} products of the network fit one method without a loop");
    }

    private static KernelChoice Outputs(StagePlan stage)
    {
        int vectors = System.Math.Min(OutputTilePlan.VectorsAtOnce(512), (stage.Neurons + 15) / 16), samples = OutputTilePlan.SamplesAtOnce(vectors), accumulators = vectors * samples;
        int kinds = (stage.Columns.FullGroups > 0 ? 1 : 0) + (stage.Columns.LastGroup is null ? 0 : 1);
        return new KernelChoice(
            "batch", stage.Index, "outputs", $"{samples} samples, {vectors * 16} neurons", accumulators, $"Tile512Stage{stage.Index}", "by columns",
            4L * stage.PackedLength, stage.Neurons * (double)stage.Stage.FanIn / 16, (long)kinds * accumulators * (4 + 2 * stage.Sources.Count) * KernelPlan.BytesPerStatement,
            "wide stages have most of the products; the weights of a group serve 64 samples");
    }

    private static KernelChoice NonZeros(BatchPlan batch, TileStage sparse)
    {
        StagePlan stage = sparse.Stage;
        return new KernelChoice(
            "batch", stage.Index, "non-zeros", $"{batch.Samples} samples, neuron by neuron", batch.Vectors, $"Tile512Stage{stage.Index}", "non-zeros",
            4L * (sparse.End - sparse.Offset), stage.NonZeros / 16.0, 8L * batch.Vectors * KernelPlan.BytesPerStatement,
            $"of {(long)stage.Neurons * stage.Stage.FanIn} weights only {stage.NonZeros} are not 0");
    }

    private static KernelChoice Blocks(BatchPlan batch, TileStage tile)
    {
        StagePlan stage = tile.Stage;
        int size = tile.Blocks.Max(static run => run.Size);
        return new KernelChoice(
            "batch", stage.Index, "blocks", $"{batch.Samples} samples, {size} neurons", batch.Vectors * size, $"Tile512Stage{stage.Index}", "by blocks",
            4L * (tile.End - tile.Offset), stage.Neurons * (double)stage.Stage.FanIn / 16,
            tile.Blocks.Sum(run => (long)run.Size * batch.Vectors * (5 + 2 * stage.Sources.Count)) * KernelPlan.BytesPerStatement,
            $"each weight that is read serves {batch.Samples} samples, each value {size} neurons");
    }
}
