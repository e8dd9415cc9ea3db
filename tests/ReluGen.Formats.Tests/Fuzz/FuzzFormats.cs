using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats.Keras;
using ReluGen.Formats.NNet;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Preprocessing;
using ReluGen.Formats.Relunet;
using ReluGen.Formats.RtNeural;
using ReluGen.Formats.SafeTensors;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>All formats that are read: a line each.</summary>
internal static class FuzzFormats
{
    /// <summary>Mutants of larger files would not find more, only later.</summary>
    private const int MostBytes = 12_000;
    private const int MostBytesOfLayers = 40_000;

    private static readonly Network Categories = new([.. new[] { "age", "fare", "class=1", "class=2", "class=3" }.Select(static name => new InputFeature(name))], [], new AffineStage([new WeightBlock(0, 1, 5, new float[5])], [0]));

    public static IReadOnlyDictionary<string, FuzzFormat> All { get; } = new Dictionary<string, FuzzFormat>
    {
        ["onnx"] = new(".onnx", false, () => Files("*.onnx", "nets", "variants", "op_zoo", "trained", "degenerate"), static bytes => new OnnxMutator(bytes).Mutate, Graph(OnnxReader.Read)),
        ["nnet"] = new(".nnet", true, () => Files("*.nnet", "nnet"), Text, static file => NNetReader.Read(Model(file), CancellationToken.None)),
        ["relunet"] = new(".relunet", true, Relunets, Text, static file => RelunetReader.Read(Model(file), CancellationToken.None)),
        ["csv"] = new(".csv", true, () => FuzzExamples.Tables, Text, static file => OnDisk(file, static path => SampleFile.Read(path, Categories).Count())),
        ["features"] = new(".features.json", true, () => FuzzExamples.Features, Text, static file => PreprocessedModel.Fold(SixInputs, Encoding.UTF8.GetString(file.Bytes), file.Path, CancellationToken.None)),
        ["keras"] = new(".keras", false, () => [.. Models("*.keras"), FuzzExamples.Nested], static bytes => new KerasMutator(bytes).Mutate, Graph(KerasReader.Read)),
        ["hdf5"] = new(".h5", false, () => [.. Models("*.h5"), FuzzExamples.Hdf5], static bytes => new Hdf5Mutator(bytes).Mutate, Graph(KerasReader.Read)),
        ["safetensors"] = new(".safetensors", false, () => [.. FuzzExamples.SafeTensors(Small("trained")), FuzzExamples.Stated], static bytes => new SafeTensorsMutator(bytes).Mutate, ReadSafeTensors),
        ["architecture"] = new(".json", false, () => [FuzzExamples.Architecture], Text, static file => SafeTensorsReader.Read(Model(FuzzExamples.Stated), Model(file), GraphSelection.OfFile, CancellationToken.None)),
        ["rtneural"] = new(".json", false, () => [.. Models("model.json"), FuzzExamples.RtNeural], Text, Graph(RtNeuralReader.Read)),
        ["domain"] = new(".json", true, () => [FuzzExamples.Domain], Text, static file => DomainFile.Parse(Encoding.UTF8.GetString(file.Bytes))),
    };

    private static ImportedModel SixInputs => new(new NetworkDocument(new Network(InputFeature.Unnamed(6), [], new AffineStage([new WeightBlock(0, 1, 6, [1, 1, 1, 1, 1, 1])], [0]))), "relunet", [], []);

    private static ModelBytes Model(FuzzFile file) => new(file.Path, file.Bytes);

    private static Action<FuzzFile> Graph(Func<ModelBytes, GraphSelection, CancellationToken, ImportedModel> read) => file => read(Model(file), GraphSelection.OfFile, CancellationToken.None);

    /// <summary>With the architecture that some weights are of; those of others are inferred.</summary>
    private static void ReadSafeTensors(FuzzFile file) =>
        SafeTensorsReader.Read(Model(file), file.Path == FuzzExamples.StatedName ? Model(FuzzExamples.Architecture) : null, GraphSelection.OfFile, CancellationToken.None);

    private static Func<Random, byte[]> Text(byte[] original)
    {
        var mutator = new TextMutator(original);
        return random => random.Next(8) == 0 ? ByteMutator.Mutate(original, random) : mutator.Mutate(random);
    }

    /// <summary>Models of layers; larger ones have nothing but more weights.</summary>
    private static IEnumerable<FuzzFile> Models(string pattern) => Directory.GetFiles(DataFolder.Of("other_formats"), pattern, SearchOption.AllDirectories)
        .Where(static path => new FileInfo(path).Length <= MostBytesOfLayers)
        .Order(StringComparer.Ordinal)
        .Select(static path => new FuzzFile(path, File.ReadAllBytes(path)));

    private static IEnumerable<FuzzFile> Files(string pattern, params string[] parts) => parts
        .SelectMany(part => Directory.GetFiles(DataFolder.Of(part), pattern, SearchOption.AllDirectories))
        .Where(static path => new FileInfo(path).Length <= MostBytes)
        .Order(StringComparer.Ordinal)
        .Select(static path => new FuzzFile(path, File.ReadAllBytes(path)));

    private static IEnumerable<FuzzFile> Small(params string[] parts) => Files("*.onnx", parts).Where(static file => file.Bytes.Length < 3000);

    private static IEnumerable<FuzzFile> Relunets() => Small("degenerate", "trained")
        .Select(static file => SampledModel.Read(file.Path, null, null, new TableRequest()))
        .Select(static model => new FuzzFile("fuzz", Encoding.UTF8.GetBytes(NetworkWriter.Write(model.Document))))
        .Append(FuzzExamples.Relunet);

    /// <summary>For readers that stream a file.</summary>
    private static void OnDisk(FuzzFile file, Action<string> read)
    {
        string path = Path.Combine(Path.GetTempPath(), "relugen-fuzz-" + Environment.ProcessId);
        using (FileStream stream = new(path, FileMode.OpenOrCreate))
        {
            // Cut after it is written: a file system may wait for the disk when one that was emptied is closed.
            stream.Write(file.Bytes);
            stream.SetLength(file.Bytes.Length);
        }

        read(path);
    }
}
