using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The weights that are not 0, in the order in which sparse batches read them.</summary>
internal static class SparseWeightsEmitter
{
    public static void Emit(BatchPlan batch, CodeWriter writer)
    {
        using (writer.Open("// The weights that are not 0, for batches: packed at the first one.\nprivate static class SparseWeights"))
        {
            writer.Line("internal static readonly float* Packed = Pack();\n");
            using (writer.Open("private static float* Pack()"))
            {
                writer.Line($"float* packed = global::ReluGen.CompilerServices.WeightStore.Allocate({Literals.Int(batch.SparseStages[batch.SparseStages.Count - 1].End)});");
                foreach (SparseStage sparse in batch.SparseStages)
                {
                    Pack(batch, sparse, writer);
                }

                writer.Line("return packed;");
            }
        }

        writer.Line();
    }

    private static void Pack(BatchPlan batch, SparseStage sparse, CodeWriter writer)
    {
        StagePlan stage = sparse.Stage;
        string data = $"Weights.Data.Slice({Literals.Int(stage.DataOffset)}, {Literals.Int((long)stage.Neurons * stage.RowLength)})";
        string slopes = stage.Leaky is null ? "default" : "Weights.Slopes" + Literals.Int(stage.Index);
        string sources = string.Join(", ", stage.Sources.SelectMany(source => new[] { Literals.Int(batch.RowOf(source)), Literals.Int(source.Width) }));
        writer.Line($"global::ReluGen.CompilerServices.WeightStore.PackSparse({data}, {slopes}, {Literals.Int(stage.Neurons)}, new int[] {{ {sources} }}, {PointerText.Sum("packed", sparse.Offset)});");
    }
}
