using System.Text.Json;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Simplification;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>check --json</c>; docs/tool.md describes it.</summary>
internal static class FactJson
{
    public static void Write(Utf8JsonWriter writer, DegeneracyReport report, SimplifiedNetwork simplified)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("diagnostics");
        foreach (Fact fact in report.Facts)
        {
            Write(writer, fact);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("stages");
        foreach (StageCounts stage in report.Stages)
        {
            writer.WriteStartObject();
            writer.WriteNumber("stage", stage.Stage);
            writer.WriteNumber("neurons", stage.Neurons);
            writer.WriteNumber("dead", stage.Dead);
            writer.WriteNumber("alwaysActive", stage.AlwaysActive);
            writer.WriteNumber("crossing", stage.Crossing);
            writer.WriteNumber("undecided", stage.Undecided);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("simplification");
        writer.WriteNumber("neurons", simplified.SavedNeurons);
        writer.WriteNumber("parameters", simplified.SavedParameters);
        writer.WriteNumber("macs", simplified.SavedMultiplyAdds);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The severity as documents name it.</summary>
    public static string NameOf(FactSeverity severity) => severity switch
    {
        FactSeverity.Info => "info",
        FactSeverity.Warning => "warning",
        _ => "error",
    };

    /// <summary>The condition as documents name it.</summary>
    public static string NameOf(FactCondition condition) => condition switch
    {
        FactCondition.Always => "always",
        FactCondition.Domain => "domain",
        _ => "samples",
    };

    private static void Write(Utf8JsonWriter writer, Fact fact)
    {
        writer.WriteStartObject();
        writer.WriteString("id", fact.Kind.Id);
        writer.WriteString("kind", fact.Kind.Slug);
        writer.WriteString("severity", NameOf(fact.Kind.Severity));
        writer.WriteString("condition", NameOf(fact.Condition));
        writer.WriteNumber("stage", fact.Stage);
        if (fact.Neuron is { } neuron)
        {
            writer.WriteNumber("neuron", neuron);
        }
        else
        {
            writer.WriteNull("neuron");
        }

        writer.WriteStartArray("neurons");
        foreach (int index in fact.Neurons)
        {
            writer.WriteNumberValue(index);
        }

        writer.WriteEndArray();
        writer.WriteString("message", fact.Message);
        writer.WriteString("remedy", fact.Kind.Remedy);
        writer.WriteString("proof", fact.Proof.Describe());
        writer.WriteEndObject();
    }
}
