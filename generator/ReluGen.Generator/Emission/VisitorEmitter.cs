using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The stages for who looks at the network's weights: a call a stage.</summary>
internal static class VisitorEmitter
{
    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static void VisitStages(global::ReluGen.INetworkVisitor visitor)"))
        {
            foreach (StagePlan stage in plan.Stages)
            {
                string rows = $"Weights.Data.Slice({Literals.Int(stage.DataOffset)}, {Literals.Int((long)stage.Neurons * stage.RowLength)})";
                string slopes = stage.Leaky is null ? "default" : "Weights.Slopes" + Literals.Int(stage.Index);
                string sources = stage.Sources.Count == 0 ? "default" : $"new int[] {{ {string.Join(", ", stage.Sources.Select(static source => Literals.Int(source.Source)))} }}";
                writer.Line($"visitor.Visit(new global::ReluGen.NetworkStage({rows}, {slopes}, {sources}, {Literals.Int(stage.Neurons)}));");
            }
        }

        writer.Line();
    }
}
