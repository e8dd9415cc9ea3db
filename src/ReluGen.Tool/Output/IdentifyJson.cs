using System.Text.Json;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Global;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Analysis.Identifiability.Shallow;
using ReluGen.Core.Networks;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>identify --json</c>; docs/tool.md describes it.</summary>
internal static class IdentifyJson
{
    public static void Write(Utf8JsonWriter writer, Network network, IdentifiabilityFindings report)
    {
        writer.WriteStartObject();
        writer.WriteNumber("parameters", network.ParameterCount);
        writer.WriteNumber("hiddenNeurons", network.HiddenNeuronCount);
        writer.WritePropertyName("shallow");
        Shallow(writer, report.Shallow);
        writer.WritePropertyName("local");
        Local(writer, report.Local);
        writer.WritePropertyName("global");
        Global(writer, report.Global);
        writer.WriteNumber("functionalDimension", report.FunctionalDimension.Rank);
        writer.WriteBoolean("functionalDimensionExact", report.IsDimensionExact);
        if (report.RegionCount is { } regions)
        {
            writer.WriteNumber("regions", regions);
        }
        else
        {
            writer.WriteNull("regions");
        }

        writer.WriteStartArray("unseen");
        foreach (UnseenParameters cause in report.FunctionalDimension.Unseen)
        {
            Unseen(writer, cause);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The verdict as documents name it.</summary>
    public static string NameOf(IdentifiabilityVerdict verdict) => verdict switch
    {
        IdentifiabilityVerdict.Identifiable => "identifiable",
        IdentifiabilityVerdict.NotIdentifiable => "not-identifiable",
        _ => "undecided",
    };

    /// <summary>The state of a condition as documents name it.</summary>
    public static string NameOf(ConditionState state) => state switch
    {
        ConditionState.Proved => "proved",
        ConditionState.Refuted => "refuted",
        _ => "unknown",
    };

    /// <summary>The mechanism as documents name it.</summary>
    public static string NameOf(UnseenMechanism mechanism) => mechanism switch
    {
        UnseenMechanism.NeverActive => "never-active",
        UnseenMechanism.NotRead => "not-read",
        UnseenMechanism.ZeroInput => "zero-input",
        UnseenMechanism.NeverTogether => "never-together",
        UnseenMechanism.AlwaysActive => "always-active",
        UnseenMechanism.SharedHyperplane => "shared-hyperplane",
        UnseenMechanism.NarrowImage => "narrow-image",
        _ => "combination",
    };

    private static void Shallow(Utf8JsonWriter writer, ShallowReport? report)
    {
        if (report is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("verdict", NameOf(report.Verdict));
        writer.WriteString("reason", report.Reason);
        Conditions(writer, report.Conditions);
        writer.WritePropertyName("competitor");
        if (report.Competitor is { } other)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("weights");
            JsonSerializer.Serialize(writer, other.IncomingText);
            writer.WritePropertyName("bias");
            JsonSerializer.Serialize(writer, other.BiasText);
            writer.WritePropertyName("outgoing");
            JsonSerializer.Serialize(writer, other.OutgoingText);
            writer.WritePropertyName("outputBias");
            JsonSerializer.Serialize(writer, other.OutputBiasText);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    private static void Local(Utf8JsonWriter writer, RankReport report)
    {
        writer.WriteStartObject();
        writer.WriteNumber("rank", report.Rank);
        writer.WriteNumber("expected", report.Expected);
        writer.WriteBoolean("certified", report.IsExact);
        writer.WriteNumber("atMost", report.AtMost);
        writer.WriteString("verdict", NameOf(report.Verdict));
        writer.WriteString("reason", report.Reason);
        writer.WriteNumber("points", report.Points);
        writer.WriteNumber("tiedPoints", report.TiedPoints);
        if (report.PathRank is { } paths)
        {
            writer.WriteNumber("pathRank", paths);
        }
        else
        {
            writer.WriteNull("pathRank");
        }

        writer.WriteNumber("nullVectors", report.NullVectors.Count);
        writer.WriteEndObject();
    }

    private static void Global(Utf8JsonWriter writer, GlobalReport report)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("holds", report.Holds);
        writer.WriteString("conclusion", report.Conclusion);
        writer.WriteString("note", IdentifyText.WordingNote);
        Conditions(writer, report.Conditions);
        writer.WriteEndObject();
    }

    private static void Conditions(Utf8JsonWriter writer, System.Collections.Generic.IReadOnlyList<Condition> conditions)
    {
        writer.WriteStartArray("conditions");
        foreach (Condition condition in conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("name", condition.Name);
            writer.WriteNumber("stage", condition.Stage);
            writer.WriteString("state", NameOf(condition.State));
            writer.WriteString("reason", condition.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Unseen(Utf8JsonWriter writer, UnseenParameters cause)
    {
        writer.WriteStartObject();
        writer.WriteNumber("stage", cause.Stage);
        writer.WriteNumber("neuron", cause.Neuron);
        writer.WriteNumber("dimensions", cause.Count);
        writer.WriteString("mechanism", NameOf(cause.Mechanism));
        writer.WriteStartArray("others");
        foreach ((int stage, int neuron) in cause.Others)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(stage);
            writer.WriteNumberValue(neuron);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
