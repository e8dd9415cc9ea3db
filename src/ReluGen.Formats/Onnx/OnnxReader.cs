using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Google.Protobuf;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>Reads an ONNX model: parses it, orders its graph, lowers it, and completes the network.</summary>
internal static class OnnxReader
{
    public static ImportedModel Read(ModelBytes file, GraphSelection selection, CancellationToken cancellation)
    {
        ModelProto model = Parse(file.Bytes);
        string folder = Path.GetDirectoryName(file.FullPath) ?? "";
        return Read(model, selection, folder, file.Bytes.Length, file.Origin(), cancellation);
    }

    /// <summary>Lowers a parsed model whose external data lies in <paramref name="folder"/>.</summary>
    public static ImportedModel Read(ModelProto model, GraphSelection selection, string folder, long fileBytes, NetworkOrigin origin, CancellationToken cancellation)
    {
        var graph = new OnnxGraph(model, selection.Outputs);
        IReadOnlyList<OnnxNode> order = graph.NeededNodes();
        NetworkInputs inputs = NetworkInputs.Of(graph, order, selection.Inputs);
        var notes = new List<string>();
        var input = new Importing(graph, order, inputs, folder, fileBytes, cancellation);
        LoweredGraph lowered = BatchChoice.Lower(graph, inputs, input.Lower, notes);
        AffineTensor[] scores = GraphOutputs.Scores(lowered.Outputs);
        if (scores.Length > 1)
        {
            string names = NetworkInputs.List(graph.Outputs.Where((_, i) => lowered.Outputs[i].ChosenBy is null).Select(static o => o.Name).ToArray());
            notes.Add($"The graph has {scores.Length} outputs ({names}); they are flattened and joined in this order.");
        }

        notes.AddRange(GraphOutputs.Notes(graph, lowered.Outputs));
        AffineTensor output = Concatenation.Flat(scores, lowered.State.Budget);
        if (output.Count == 0)
        {
            throw new InputException(InputErrorIds.Shape, $"The outputs of the graph ({NetworkInputs.List(graph.Outputs.Select(static o => o.Name).ToArray())}) have no elements.");
        }

        Link link = scores[0].Head?.Link ?? Link.Identity;
        Network network = lowered.State.Builder.Build(lowered.Inputs, output, link, origin);
        if (inputs.Features.Count > 1)
        {
            notes.Add($"The graph has {inputs.Features.Count} inputs ({NetworkInputs.List(inputs.Features.Select(static f => f.Name).ToArray())}); their elements are joined in this order.");
        }

        AddNotes(graph, inputs, lowered, input, notes);
        var document = new NetworkDocument(network) { ClassLabels = GraphOutputs.Labels(lowered.Outputs, network.OutputCount) };
        return new ImportedModel(document, "onnx", lowered.State.Activations, notes) { ExternalFiles = input.ExternalFiles.ToArray() };
    }

    /// <summary>Parses the bytes; nesting is limited to 100 levels by the parser.</summary>
    /// <exception cref="InputException">The bytes are not a message of the format.</exception>
    private static ModelProto Parse(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        try
        {
            return ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(input);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or IndexOutOfRangeException or OverflowException)
        {
            // The parser's own limits overflow for lengths near 2^31, and it then runs off its buffer.
            throw new InputException(InputErrorIds.Malformed, $"The file is not an ONNX model, ends early or is damaged (at byte {input.Position} of {bytes.Length}): copy or export it again.");
        }
    }

    private static void AddNotes(OnnxGraph graph, NetworkInputs inputs, LoweredGraph lowered, Importing input, List<string> notes)
    {
        if (lowered.State.Builder.HasNonFinite)
        {
            notes.Add("Some weights are NaN or infinite.");
        }

        if (inputs.Features.FirstOrDefault(static f => WholeInputs.IsWhole(f.Type)) is { } whole)
        {
            notes.Add($"The input {DisplayText.Quote(whole.Name)} is {ElementTypes.Name(whole.Type)}; the network takes real numbers in its place, and rounds whole ones beyond 16777216 to float32.");
        }
        else if (inputs.Features.FirstOrDefault(static f => f.Type != ElementType.Float) is { } other)
        {
            notes.Add($"The model computes in {ElementTypes.Name(other.Type)}; its weights are rounded to float32.");
        }
        else if (graph.Initializers.Values.Any(static t => (ElementType)t.DataType == ElementType.Double))
        {
            notes.Add("The input is FLOAT but weights are DOUBLE; they are rounded to float32.");
        }

        if (lowered.State.HasQuantizedWeights)
        {
            notes.Add("Quantised weights are dequantised: the network computes in float32, not in integers.");
        }

        if (input.ExternalFiles.Count > 0)
        {
            notes.Add("Weights were read from " + string.Join(", ", input.ExternalFiles.Select(static path => DisplayText.Quote(Path.GetFileName(path)))) + " beside the model.");
        }
    }
}
