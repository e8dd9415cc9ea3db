using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Text.Json;

namespace ReluGen.Tool.Output;

/// <summary>Writes JSON values as lines of a text writer.</summary>
internal static class JsonText
{
    /// <summary>Writes one value and a line end.</summary>
    public static void WriteLine(TextWriter output, Action<Utf8JsonWriter> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value(writer);
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    /// <summary>Writes one value of any size and a line end; <paramref name="value"/> calls its second argument now and then to pass on what it wrote.</summary>
    public static void WriteLongLine(TextWriter output, Action<Utf8JsonWriter, Action> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value(writer, () => Pass(writer));
            Pass(writer);
        }

        output.Write('\n');

        void Pass(Utf8JsonWriter writer)
        {
            writer.Flush();
            output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>A number in the fewest digits that read back exactly; null if it is not finite, for which JSON has no number.</summary>
    public static void Number(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>A float32 in the fewest digits that read back exactly as float32; null if it is not finite.</summary>
    public static void Number(this Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>A list of numbers, each as <see cref="Number(Utf8JsonWriter, double)"/>.</summary>
    public static void Numbers(this Utf8JsonWriter writer, ReadOnlySpan<double> values)
    {
        writer.WriteStartArray();
        foreach (double value in values)
        {
            writer.Number(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>A list of float32, each as <see cref="Number(Utf8JsonWriter, float)"/>.</summary>
    public static void Numbers(this Utf8JsonWriter writer, ReadOnlySpan<float> values)
    {
        writer.WriteStartArray();
        foreach (float value in values)
        {
            writer.Number(value);
        }

        writer.WriteEndArray();
    }
}
