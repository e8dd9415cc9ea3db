using System.Collections.Generic;
using System.Text.Json;
using ReluGen.Formats.Preprocessing;

namespace ReluGen.Tool.Output;

/// <summary>The features of a features file in <c>inspect --json</c>.</summary>
internal static class FeaturesJson
{
    /// <summary>Writes the member <c>features</c>; empty where there is no file.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Feature> features)
    {
        int input = 0;
        writer.WriteStartArray("features");
        foreach (Feature feature in features)
        {
            writer.WriteStartObject();
            writer.WriteString("name", feature.Name);
            writer.WriteString("unit", feature.Unit);
            writer.WriteNumber("firstInput", input);
            writer.WriteStartArray("categories");
            foreach (string category in feature.Categories)
            {
                writer.WriteStringValue(category);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            input += feature.Inputs.Count;
        }

        writer.WriteEndArray();
    }
}
