using System;
using System.Collections.Generic;
using System.Text.Json;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Generator.Planning;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>inspect --json</c>; docs/tool.md describes it.</summary>
internal static class ModelJson
{
    public static void Write(Utf8JsonWriter writer, ImportedModel model, KernelPlan? plan, IReadOnlyList<string> notes)
    {
        Network network = model.Network;
        writer.WriteStartObject();
        writer.WriteString("format", model.Format);
        Source(writer, network);
        Inputs(writer, network);
        FeaturesJson.Write(writer, model.Features);
        Domain(writer, network);
        Stages(writer, network);
        Sizes(writer, network);
        writer.WriteString("link", LinkNames.Of(network.Link));
        ClassLabels(writer, model.ClassLabels);
        Activations(writer, model.Activations);
        Samples(writer, model.Document.Samples);
        if (plan is not null)
        {
            PlanJson.Write(writer, plan);
        }

        writer.WriteStartArray("notes");
        foreach (string note in notes)
        {
            writer.WriteStringValue(note);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Source(Utf8JsonWriter writer, Network network)
    {
        writer.WriteStartObject("source");
        writer.WriteString("file", network.Origin.FileName);
        writer.WriteString("sha256", network.Origin.Sha256);
        writer.WriteEndObject();
        writer.WriteString("contentHash", network.ContentHash);
    }

    private static void Inputs(Utf8JsonWriter writer, Network network)
    {
        writer.WriteStartArray("inputs");
        foreach (InputFeature input in network.Inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("name", input.Name);
            writer.WritePropertyName("lower");
            writer.Number(input.Lower);
            writer.WritePropertyName("upper");
            writer.Number(input.Upper);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>As domain files have it; an infinite bound is null.</summary>
    private static void Domain(Utf8JsonWriter writer, Network network)
    {
        if (!network.HasDomain)
        {
            writer.WriteNull("domain");
            return;
        }

        writer.WriteStartObject("domain");
        writer.WriteString("type", "box");
        Bounds("lo", static input => input.Lower);
        Bounds("hi", static input => input.Upper);
        writer.WriteEndObject();

        void Bounds(string name, Func<InputFeature, double> bound)
        {
            writer.WriteStartArray(name);
            foreach (InputFeature input in network.Inputs)
            {
                writer.Number(bound(input));
            }

            writer.WriteEndArray();
        }
    }

    private static void Stages(Utf8JsonWriter writer, Network network)
    {
        writer.WriteStartArray("stages");
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            Stage(writer, stage, l, stage.IsRelu ? "relu" : "leaky-relu");
        }

        Stage(writer, network.Output, network.Stages.Count + 1, "output");
        writer.WriteEndArray();
    }

    private static void Stage(Utf8JsonWriter writer, AffineStage stage, int index, string kind)
    {
        writer.WriteStartObject();
        writer.WriteNumber("stage", index);
        writer.WriteString("kind", kind);
        writer.WriteNumber("neurons", stage.Width);
        writer.WriteStartArray("sources");
        foreach (WeightBlock block in stage.Blocks)
        {
            writer.WriteStartObject();
            writer.WriteNumber("source", block.Source);
            writer.WriteNumber("width", block.Columns);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Sizes(Utf8JsonWriter writer, Network network)
    {
        writer.WriteStartObject("sizes");
        writer.WriteNumber("inputs", network.InputCount);
        writer.WriteNumber("outputs", network.OutputCount);
        writer.WriteNumber("hiddenStages", network.Stages.Count);
        writer.WriteNumber("hiddenNeurons", network.HiddenNeuronCount);
        writer.WriteNumber("parameters", network.ParameterCount);
        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>classLabels</c>.</summary>
    public static void ClassLabels(Utf8JsonWriter writer, IReadOnlyList<string> labels)
    {
        writer.WriteStartArray("classLabels");
        foreach (string label in labels)
        {
            writer.WriteStringValue(label);
        }

        writer.WriteEndArray();
    }

    private static void Activations(Utf8JsonWriter writer, IReadOnlyList<ActivationGroup> groups)
    {
        writer.WriteStartArray("activations");
        foreach (ActivationGroup group in groups)
        {
            writer.WriteStartObject();
            writer.WriteString("node", group.Node);
            writer.WriteString("operator", group.Operator);
            writer.WriteStartArray("neurons");
            foreach (int neuron in group.Neurons)
            {
                writer.WriteNumberValue(neuron);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Samples(Utf8JsonWriter writer, SampleSummary? samples)
    {
        if (samples is null)
        {
            writer.WriteNull("samples");
            return;
        }

        writer.WriteStartObject("samples");
        writer.WriteString("file", samples.FileName);
        writer.WriteNumber("rows", samples.RowCount);
        writer.WriteNumber("regions", samples.VisitedCount);
        writer.WriteEndObject();
    }
}
