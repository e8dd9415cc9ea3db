using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Geometry;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>geometry --json</c>; docs/tool.md describes it.</summary>
internal static class GeometryJson
{
    /// <summary>Writes <c>{"points":[…]}</c>.</summary>
    public static void Write(TextWriter output, IEnumerable<(float[] Point, RegionGeometry Geometry)> points, CancellationToken cancellation) =>
        JsonText.WriteLongLine(output, (writer, pass) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("points");
            foreach ((float[] point, RegionGeometry geometry) in points)
            {
                Write(writer, point, geometry, cancellation);
                pass();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter writer, float[] point, RegionGeometry geometry, CancellationToken cancellation)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("point");
        foreach (float value in point)
        {
            writer.Number(value);
        }

        writer.WriteEndArray();
        writer.WriteString("pattern", geometry.Pattern.ToString());
        Number(writer, "distance", geometry.Distance);
        Number(writer, "maximumDistance", geometry.MaximumDistance);
        writer.WriteStartArray("ranges");
        foreach (MovementRange range in geometry.Ranges)
        {
            writer.WriteStartObject();
            Number(writer, "down", range.Down);
            Number(writer, "up", range.Up);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("facets");
        foreach (RegionBoundary facet in geometry.Facets(cancellation))
        {
            Facet(writer, facet, geometry);
        }

        writer.WriteEndArray();
        Ball(writer, geometry.LargestBall(cancellation));
        writer.WriteEndObject();
    }

    /// <summary>Writes <c>{"stage","neuron"}</c>.</summary>
    public static void Neuron(Utf8JsonWriter writer, NeuronAddress neuron)
    {
        writer.WriteStartObject();
        writer.WriteNumber("stage", neuron.Stage);
        writer.WriteNumber("neuron", neuron.Neuron);
        writer.WriteEndObject();
    }

    private static void Facet(Utf8JsonWriter writer, RegionBoundary facet, RegionGeometry geometry)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("neurons");
        foreach (NeuronAddress neuron in facet.Neurons)
        {
            Neuron(writer, neuron);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("faces");
        foreach (DomainFace face in facet.Faces)
        {
            writer.WriteStringValue(face.ToString());
        }

        writer.WriteEndArray();
        Number(writer, "distance", facet.Distance);
        Number(writer, "maximumDistance", facet.MaximumDistance);
        writer.WriteString("neighbour", geometry.Neighbour(facet)?.ToString());
        writer.WriteEndObject();
    }

    private static void Ball(Utf8JsonWriter writer, InscribedBall? ball)
    {
        if (ball is null)
        {
            writer.WriteNull("ball");
            return;
        }

        writer.WriteStartObject("ball");
        writer.WriteStartArray("centre");
        foreach (double value in ball.Centre)
        {
            writer.Number(value);
        }

        writer.WriteEndArray();
        Number(writer, "radius", ball.Radius);
        Number(writer, "upperBound", ball.UpperBound);
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, double value)
    {
        writer.WritePropertyName(name);
        writer.Number(value);
    }
}
