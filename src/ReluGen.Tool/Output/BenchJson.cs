using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Text.Json;
using ReluGen.Tool.Timing;

namespace ReluGen.Tool.Output;

/// <summary>What <c>bench --json</c> writes; docs/tool.md describes it.</summary>
internal static class BenchJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<BenchRow> rows)
    {
        writer.WriteStartObject();
        writer.WriteNumber("vectorBits", VectorBits);
        writer.WriteStartArray("rows");
        foreach (BenchRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteNumber("batch", row.Batch);
            writer.WriteNumber("ns", row.Nanoseconds);
            writer.WriteNumber("referenceNs", row.ReferenceNanoseconds);
            writer.WriteNumber("ratio", row.Ratio);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Width of the kernels that this processor runs.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
