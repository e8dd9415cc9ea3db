using System.Text.Json;
using ReluGen.Generator.Planning;

namespace ReluGen.Tool.Output;

/// <summary>The member <c>plan</c> of <c>inspect --plan --json</c>; docs/tool.md describes it.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter writer, KernelPlan plan)
    {
        writer.WriteStartObject("plan");
        writer.WriteNumber("codeBytes", plan.CodeBytes);
        writer.WriteNumber("weightBytes", plan.WeightBytes);
        writer.WriteNumber("buildSeconds", plan.BuildSeconds);
        writer.WriteString("storage", plan.Storage);
        writer.WriteString("storageReason", plan.StorageReason);
        writer.WriteStartArray("choices");
        foreach (KernelChoice choice in plan.Choices)
        {
            writer.WriteStartObject();
            writer.WriteString("mode", choice.Mode);
            writer.WriteNumber("stage", choice.Stage);
            writer.WriteString("shape", choice.Shape);
            writer.WriteString("tile", choice.Tile);
            writer.WriteNumber("accumulators", choice.Accumulators);
            writer.WriteString("method", choice.Method);
            writer.WriteString("packing", choice.Packing);
            writer.WriteNumber("weightBytes", choice.WeightBytes);
            writer.WriteNumber("vectorOperations", choice.VectorOperations);
            writer.WriteNumber("codeBytes", choice.CodeBytes);
            writer.WriteString("reason", choice.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
