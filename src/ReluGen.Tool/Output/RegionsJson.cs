using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Patterns;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>regions --json</c>; docs/tool.md describes it.</summary>
internal static class RegionsJson
{
    /// <summary>Writes the document with at most <paramref name="most"/> regions in its list, and <paramref name="linear"/> regions if there are any.</summary>
    public static void Write(TextWriter output, RegionEnumeration result, RegionMaps maps, int most, IReadOnlyList<LinearRegion>? linear) =>
        JsonText.WriteLongLine(output, (writer, pass) =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("complete", result.Complete);
            writer.WriteNumber("count", result.Regions.Count);
            writer.WriteNumber("nodes", result.Nodes);
            writer.WriteStartArray("regions");
            foreach ((Region region, ExactAffineMap map) in maps.Of(result.Regions.Take(most)))
            {
                Write(writer, region, map);
                pass();
            }

            writer.WriteEndArray();
            if (linear is not null)
            {
                writer.WriteStartArray("linearRegions");
                foreach (LinearRegion region in linear)
                {
                    Write(writer, region);
                    pass();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter writer, LinearRegion region)
    {
        writer.WriteStartObject();
        Patterns(writer, "patterns", region.Patterns);
        writer.WriteStartArray("convexParts");
        foreach (IReadOnlyList<BitPattern> part in region.ConvexParts)
        {
            Patterns(writer, null, part);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Patterns(Utf8JsonWriter writer, string? name, IReadOnlyList<BitPattern> patterns)
    {
        if (name is not null)
        {
            writer.WritePropertyName(name);
        }

        writer.WriteStartArray();
        foreach (BitPattern pattern in patterns)
        {
            writer.WriteStringValue(pattern.ToString());
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Region region, ExactAffineMap map)
    {
        writer.WriteStartObject();
        writer.WriteString("pattern", region.Pattern.ToString());
        writer.WritePropertyName("witness");
        writer.Numbers([.. region.Point]);
        if (!region.IsPointExact)
        {
            writer.WriteStartArray("exactWitness");
            foreach (var value in region.Witness)
            {
                writer.WriteStringValue(value.ToString());
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("weights");
        double[] weights = map.RoundedWeights();
        double[] bias = map.RoundedBias();
        foreach (double[] row in weights.Chunk(weights.Length / bias.Length))
        {
            writer.Numbers([.. row]);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("bias");
        writer.Numbers([.. bias]);
        writer.WriteEndObject();
    }
}
