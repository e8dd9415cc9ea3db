using System;
using System.Text.Json;
using ReluGen.Tool.Engines;

namespace ReluGen.Tool.Output;

/// <summary>One line of <c>run</c>.</summary>
internal static class EvaluationJson
{
    /// <summary>Writes <c>{"outputs":[…],"pattern":"0110…","affine":{"weights":[[…]],"bias":[…]}}</c>.</summary>
    public static void Write(Utf8JsonWriter writer, Evaluation evaluation, bool single)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("outputs");
        Numbers(writer, evaluation.Outputs, single);
        writer.WriteString("pattern", evaluation.Pattern.ToString());
        writer.WriteStartObject("affine");
        writer.WriteStartArray("weights");
        int inputs = evaluation.Weights.Length / evaluation.Bias.Length;
        for (int o = 0; o < evaluation.Bias.Length; o++)
        {
            Numbers(writer, evaluation.Weights.AsSpan(o * inputs, inputs), single);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("bias");
        Numbers(writer, evaluation.Bias, single);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter writer, ReadOnlySpan<double> values, bool single)
    {
        writer.WriteStartArray();
        foreach (double value in values)
        {
            if (single)
            {
                writer.Number((float)value);
            }
            else
            {
                writer.Number(value);
            }
        }

        writer.WriteEndArray();
    }
}
