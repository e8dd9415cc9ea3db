using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Formats;

namespace ReluGen.Tool.Output;

/// <summary>The findings of <c>check</c> as SARIF 2.1.0, the format in which code hosts show the results of analysers.</summary>
internal static class FactSarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static void Write(TextWriter output, string path, ImportedModel model, DegeneracyReport report) => JsonText.WriteLine(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", Schema);
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        WriteTool(writer, report);
        writer.WriteStartArray("results");
        foreach (Fact fact in report.Facts)
        {
            WriteResult(writer, path, model, fact);
        }

        writer.WriteEndArray();
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter writer, DegeneracyReport report)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "relugen");
        writer.WriteString("version", typeof(FactSarif).Assembly.GetName().Version!.ToString(3));
        writer.WriteStartArray("rules");
        foreach (FactKind kind in report.Facts.Select(static fact => fact.Kind).Distinct().OrderBy(static kind => kind.Id, System.StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("id", kind.Id);
            writer.WriteString("name", kind.Slug);
            WriteText(writer, "shortDescription", kind.Title + ".");
            WriteText(writer, "help", kind.Remedy);
            writer.WriteStartObject("defaultConfiguration");
            writer.WriteString("level", LevelOf(kind.Severity));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, string path, ImportedModel model, Fact fact)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", fact.Kind.Id);
        writer.WriteString("level", LevelOf(fact.Kind.Severity));
        WriteText(writer, "message", fact.Message + ".");
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", UriOf(path));
        writer.WriteEndObject();
        if (fact.Stage > 0 && fact.Neuron is { } neuron && model.Document.Lines.Of(fact.Stage, neuron) is > 0 and var line)
        {
            writer.WriteStartObject("region");
            writer.WriteNumber("startLine", line);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        WriteLogicalLocation(writer, fact);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("properties");
        writer.WriteString("condition", FactJson.NameOf(fact.Condition));
        writer.WriteString("proof", fact.Proof.Describe());
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteLogicalLocation(Utf8JsonWriter writer, Fact fact)
    {
        string neurons = fact.Neurons.Count == 0 ? "" : "/neuron " + string.Join(", ", fact.Neurons);
        writer.WriteStartArray("logicalLocations");
        writer.WriteStartObject();
        writer.WriteString("fullyQualifiedName", System.FormattableString.Invariant($"stage {fact.Stage}{neurons}"));
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static string LevelOf(FactSeverity severity) => severity == FactSeverity.Info ? "note" : FactJson.NameOf(severity);

    /// <summary>A relative path stays relative, so that a code host finds the file in the repository.</summary>
    private static string UriOf(string path) => Path.IsPathRooted(path)
        ? new System.Uri(path).AbsoluteUri
        : string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(System.Uri.EscapeDataString));
}
