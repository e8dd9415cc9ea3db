using System;
using System.Collections.Generic;
using System.Text.Json;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Tool.Explanations;

namespace ReluGen.Tool.Output;

/// <summary>One line of <c>explain --json</c>; docs/tool.md describes it.</summary>
internal static class ExplanationJson
{
    /// <param name="writer">Where it goes.</param>
    /// <param name="labels">Names of the classes that the outputs stand for; empty where there are none.</param>
    /// <param name="row">The row.</param>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<string> labels, RowExplanation row)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("output");
        writer.Numbers(row.Outputs);
        if (row.ClassOf(labels) is { } label)
        {
            writer.WriteString("class", label);
        }

        writer.WriteString("pattern", row.Pattern);
        Contributions(writer, row);
        Certificates(writer, row);
        if (row.Geometry is { } geometry)
        {
            Geometry(writer, geometry);
        }

        writer.WriteEndObject();
    }

    private static void Contributions(Utf8JsonWriter writer, RowExplanation row)
    {
        writer.WriteStartArray("contributions");
        foreach (OutputParts parts in row.Parts)
        {
            writer.Numbers(parts.Contributions);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("bias");
        writer.Numbers(row.Bias);
        Values(writer, "baseline", row.Parts, static parts => parts.Attribution.Baseline);
        Values(writer, "error", row.Parts, static parts => parts.Error);
        writer.WriteString("convention", row.Parts[0].Attribution.ToString());
    }

    private static void Certificates(Utf8JsonWriter writer, RowExplanation row)
    {
        writer.WritePropertyName("outputError");
        writer.Numbers(row.OutputErrors);
        writer.WriteNumber("certifiedBits", row.Margins.CertifiedCount);
        writer.WriteStartArray("uncertainBits");
        foreach (int neuron in row.Uncertain)
        {
            writer.WriteNumberValue(neuron);
        }

        writer.WriteEndArray();
        CounterfactualRow counterfactual = row.Counterfactual;
        writer.WriteStartObject("counterfactual");
        writer.WriteNumber("output", counterfactual.Output);
        writer.WritePropertyName("against");
        if (counterfactual.Against < 0)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteNumberValue(counterfactual.Against);
        }

        writer.WriteNumber("threshold", counterfactual.Threshold);
        Number(writer, "distance", counterfactual.Nearest.Distance);
        writer.WritePropertyName("input");
        if (double.IsFinite(counterfactual.Nearest.Distance))
        {
            writer.Numbers(counterfactual.Target);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteBoolean("staysInRegion", row.Geometry?.StaysInRegion ?? counterfactual.Nearest.StaysInRegion);
        writer.WriteEndObject();
    }

    private static void Geometry(Utf8JsonWriter writer, RowGeometry geometry)
    {
        Number(writer, "radius", geometry.Radius);
        Number(writer, "maximumRadius", geometry.MaximumRadius);
        if (geometry.Ranges is { } ranges)
        {
            Ranges(writer, ranges);
        }

        writer.WritePropertyName("nearest");
        if (geometry.Nearest is { } nearest)
        {
            Facet(writer, nearest);
        }
        else
        {
            writer.WriteNullValue();
        }

        if (geometry.Facets is { } facets)
        {
            writer.WriteStartArray("facets");
            foreach (FacetRow facet in facets)
            {
                Facet(writer, facet);
            }

            writer.WriteEndArray();
        }
    }

    private static void Facet(Utf8JsonWriter writer, FacetRow facet)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("neurons");
        foreach (NeuronAddress neuron in facet.Boundary.Neurons)
        {
            GeometryJson.Neuron(writer, neuron);
        }

        writer.WriteEndArray();
        Number(writer, "distance", facet.Boundary.Distance);
        writer.WriteString("neighbour", facet.Crossing?.Neighbour.ToString());
        writer.WritePropertyName("jumps");
        writer.Numbers([.. facet.Crossing?.Jumps ?? []]);
        writer.WriteEndObject();
    }

    private static void Ranges(Utf8JsonWriter writer, IReadOnlyList<MovementRange> ranges)
    {
        writer.WriteStartArray("ranges");
        foreach (MovementRange range in ranges)
        {
            writer.WriteStartObject();
            Number(writer, "down", range.Down);
            Number(writer, "up", range.Up);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Values(Utf8JsonWriter writer, string name, IReadOnlyList<OutputParts> parts, Func<OutputParts, double> of)
    {
        writer.WriteStartArray(name);
        foreach (OutputParts output in parts)
        {
            writer.Number(of(output));
        }

        writer.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter writer, string name, double value)
    {
        writer.WritePropertyName(name);
        writer.Number(value);
    }
}
