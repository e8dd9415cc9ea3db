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
        Dictionary<string, WeightArray> tensors = SafeTensorsFile.Read(file.Bytes);
        string beside = Path.ChangeExtension(file.FullPath, ".json");
        bool isStated = File.Exists(beside);
        var graph = new LayerGraph();
        string[] notes = [];
        if (isStated)
        {
            Architecture.Build(graph, tensors, Stated(beside));
        }
        else
        {
            notes = [Perceptron.Build(graph, tensors, Path.GetFileName(beside))];
        }

        ImportedModel model = graph.Lower(file, "safetensors", selection, cancellation, notes);
        return isStated ? model with { ExternalFiles = [beside] } : model;
    }

    private static JsonValue Stated(string path)
    {
        byte[] bytes = ModelBytes.ReadFile(path).Bytes;
        try
        {
            return bytes.Length <= MostArchitectureBytes
                ? JsonTree.Read(bytes)
                : throw new InputException(InputErrorIds.TooLarge, $"it has {bytes.Length} bytes; up to {MostArchitectureBytes} are read.");
        }
        catch (InputException e)
        {
            // The error is in another file than the model.
            throw new InputException(e.Error.Id, $"The architecture {DisplayText.Quote(Path.GetFileName(path))}, line {e.Error.Line}: {e.Message}");
        }
    }
}
