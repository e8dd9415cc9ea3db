using System.Collections.Generic;
using System.IO;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;
using ReluGen.Formats.Layers;

namespace ReluGen.Formats.SafeTensors;

/// <summary>
/// Reads .safetensors files, which hold weights only. The layers are stated by a JSON file of the same name beside it; without one
/// they are inferred if the weights are those of a multilayer perceptron.
/// </summary>
internal static class SafeTensorsReader
{
    private const long MostArchitectureBytes = 1 << 20;

    public static ImportedModel Read(ModelBytes file, GraphSelection selection, CancellationToken cancellation)
    {
        string beside = Path.ChangeExtension(file.FullPath, ".json");
        return Read(file, File.Exists(beside) ? ModelBytes.ReadFile(beside) : null, selection, cancellation);
    }

    /// <summary>Reads weights with the file that states their architecture; null to infer it.</summary>
    public static ImportedModel Read(ModelBytes file, ModelBytes? architecture, GraphSelection selection, CancellationToken cancellation)
    {
        Dictionary<string, WeightArray> tensors = SafeTensorsFile.Read(file.Bytes);
        var graph = new LayerGraph();
        if (architecture is null)
        {
            string note = Perceptron.Build(graph, tensors, Path.ChangeExtension(Path.GetFileName(file.FullPath), ".json"));
            return graph.Lower(file, "safetensors", selection, cancellation, note);
        }

        return EmbeddedJson.Within("The architecture " + DisplayText.Quote(Path.GetFileName(architecture.FullPath)), () =>
        {
            Architecture.Build(graph, tensors, Stated(architecture));
            return graph.Lower(file, "safetensors", selection, cancellation) with { ExternalFiles = [architecture.FullPath] };
        });
    }

    private static JsonValue Stated(ModelBytes file) => file.Bytes.Length <= MostArchitectureBytes
        ? JsonTree.Read(file.Bytes)
        : throw new InputException(InputErrorIds.TooLarge, $"The architecture {DisplayText.Quote(Path.GetFileName(file.FullPath))} has {file.Bytes.Length} bytes; up to {MostArchitectureBytes} are read.");
}
