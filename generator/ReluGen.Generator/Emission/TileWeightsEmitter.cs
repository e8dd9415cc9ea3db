using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The weights in the order in which tiles with a lane a sample read them.</summary>
internal static class TileWeightsEmitter
{
    /// <summary>Name of the class for a vector width. Blocks depend on it; without a loop there is one block a stage, whatever the width.</summary>
    public static string Name(BatchPlan batch) => batch.Shape == BatchShape.Registers ? "TileWeights" : $"Tile{batch.Width}Weights";

    /// <summary>Writes the classes of all widths.</summary>
    public static void Emit(IReadOnlyList<BatchPlan> batches, CodeWriter writer)
    {
        foreach (IGrouping<string, BatchPlan> same in batches.Where(static batch => batch.Stages.Count > 0).GroupBy(Name))
        {
            Class(same.First(), writer);
        }
    }

    private static void Class(BatchPlan batch, CodeWriter writer)
    {
        using (writer.Open($"// The weights block by block, or those that are not 0: packed at the first tile.\nprivate static class {Name(batch)}"))
        {
            writer.Line("internal static readonly float* Packed = Pack();\n");
            using (writer.Open("private static float* Pack()"))
            {
                writer.Line($"float* packed = global::ReluGen.CompilerServices.WeightStore.Allocate({Literals.Int(batch.Stages[batch.Stages.Count - 1].End)});");
                foreach (TileStage stage in batch.Stages)
                {
                    Pack(batch, stage, writer);
                }

                writer.Line("return packed;");
            }
        }

        writer.Line();
    }

    private static void Pack(BatchPlan batch, TileStage tile, CodeWriter writer)
    {
        StagePlan stage = tile.Stage;
        string data = $"Weights.Data.Slice({Literals.Int(stage.DataOffset)}, {Literals.Int((long)stage.Neurons * stage.RowLength)})";
        string slopes = stage.Leaky is null ? "default" : "Weights.Slopes" + Literals.Int(stage.Index);
        string sources = string.Join(", ", stage.Sources.SelectMany(source => new[] { Literals.Int(batch.RowOf(source)), Literals.Int(source.Width) }));
        writer.Line($"global::ReluGen.CompilerServices.WeightStore.{(tile.IsSparse ? "PackSparse" : "PackBlocks")}({data}, {slopes}, {Literals.Int(stage.Neurons)}, "
            + $"{(tile.IsSparse ? $"new int[] {{ {sources} }}" : Literals.Int(tile.BlockCount))}, {PointerText.Sum("packed", tile.Offset)});");
    }
}
