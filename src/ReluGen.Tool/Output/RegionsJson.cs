using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>regions --json</c>; docs/tool.md describes it.</summary>
internal static class RegionsJson
{
    /// <summary>Writes the document with at most <paramref name="most"/> regions in its list.</summary>
    public static void Write(TextWriter output, RegionEnumeration result, RegionMaps maps, int most) =>
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
            writer.WriteEndObject();
        });

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
