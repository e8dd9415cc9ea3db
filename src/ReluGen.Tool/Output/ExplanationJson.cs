using System;
using System.Collections.Generic;
using System.Text.Json;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Output;

/// <summary>One line of <c>explain --json</c>; docs/tool.md describes it.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter writer, RowExplanation row)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("output");
        writer.Numbers(Array.ConvertAll(row.Evaluation.Outputs, static value => (float)value));
        writer.WriteString("pattern", row.Evaluation.Pattern.ToString());
        writer.WriteStartArray("contributions");
        foreach (double[] contributions in row.Contributions)
        {
            writer.Numbers(contributions);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("bias");
        writer.Numbers(Array.ConvertAll(row.Evaluation.Bias, static value => (float)value));
        if (row.Radius is { } radius)
        {
            writer.WritePropertyName("radius");
            writer.Number(radius);
        }

        if (row.Ranges is { } ranges)
        {
            Ranges(writer, ranges);
        }

        writer.WriteEndObject();
    }

    private static void Ranges(Utf8JsonWriter writer, IReadOnlyList<MovementRange> ranges)
    {
        writer.WriteStartArray("ranges");
        foreach (MovementRange range in ranges)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("down");
            writer.Number(range.Down);
            writer.WritePropertyName("up");
            writer.Number(range.Up);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
