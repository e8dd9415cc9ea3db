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
        ["onnx"] = new(".onnx", false, () => Files("*.onnx", "nets", "variants", "op_zoo", "trained", "degenerate"), static bytes => new OnnxMutator(bytes).Mutate, static file => OnnxReader.Read(new ModelBytes(file.Path, file.Bytes), GraphSelection.OfFile, CancellationToken.None)),
        ["nnet"] = new(".nnet", true, () => Files("*.nnet", "nnet"), Text, static file => NNetReader.Read(new ModelBytes(file.Path, file.Bytes), CancellationToken.None)),
        ["relunet"] = new(".relunet", true, Relunets, Text, static file => RelunetReader.Read(new ModelBytes(file.Path, file.Bytes), CancellationToken.None)),
        ["csv"] = new(".csv", true, Tables, Text, static file => OnDisk(file, static path => SampleFile.Read(path, Categories).Count())),
        ["features"] = new(".features.json", true, () => [Of(FeaturesExample.Text), Of(FeaturesExample.Small)], Text, static file => PreprocessedModel.Fold(new ImportedModel(new NetworkDocument(SampleFileNetwork(6)), "relunet", [], []), Encoding.UTF8.GetString(file.Bytes), file.Path, CancellationToken.None)),
        ["keras"] = new(".keras", false, () => Models("*.keras"), Bytes, static file => KerasReader.Read(new ModelBytes(file.Path, file.Bytes), GraphSelection.OfFile, CancellationToken.None)),
        ["hdf5"] = new(".h5", false, () => Models("*.h5"), Bytes, static file => KerasReader.Read(new ModelBytes(file.Path, file.Bytes), GraphSelection.OfFile, CancellationToken.None)),
        ["rtneural"] = new(".json", false, () => Models("model.json"), Text, static file => RtNeuralReader.Read(new ModelBytes(file.Path, file.Bytes), GraphSelection.OfFile, CancellationToken.None)),
        ["domain"] = new(".json", true, () => [Of("""{"type": "box", "lo": [0, -1.5, 2e3], "hi": [1, 1.5, 3e3], "comment": {"a": [true, null, "\u00e9"]}}""")], Text, static file => DomainFile.Parse(Encoding.UTF8.GetString(file.Bytes))),
    };

    private static Network SampleFileNetwork(int inputs) => new(InputFeature.Unnamed(inputs), [], new AffineStage([new WeightBlock(0, 1, inputs, Enumerable.Repeat(1f, inputs).ToArray())], [0]));

    private static Func<Random, byte[]> Text(byte[] original)
    {
        var mutator = new TextMutator(original);
        return random => random.Next(8) == 0 ? ByteMutator.Mutate(original, random) : mutator.Mutate(random);
    }

    private static Func<Random, byte[]> Bytes(byte[] original) => random => ByteMutator.Mutate(original, random);

    /// <summary>Models of layers; larger ones have nothing but more weights.</summary>
    private static IEnumerable<FuzzFile> Models(string pattern) => Directory.GetFiles(DataFolder.Of("other_formats"), pattern, SearchOption.AllDirectories)
        .Where(static path => new FileInfo(path).Length <= MostBytesOfLayers)
        .Order(StringComparer.Ordinal)
        .Select(static path => new FuzzFile(path, File.ReadAllBytes(path)));

    private static FuzzFile Of(string text) => new("fuzz", Encoding.UTF8.GetBytes(text));

    private static IEnumerable<FuzzFile> Files(string pattern, params string[] parts) => parts
        .SelectMany(part => Directory.GetFiles(DataFolder.Of(part), pattern, SearchOption.AllDirectories))
        .Where(static path => new FileInfo(path).Length <= MostBytes)
        .Order(StringComparer.Ordinal)
        .Select(static path => new FuzzFile(path, File.ReadAllBytes(path)));

    private static IEnumerable<FuzzFile> Relunets() => Files("*.onnx", "degenerate", "trained")
        .Where(static file => file.Bytes.Length < 3000)
        .Select(static file => SampledModel.Read(file.Path, null, null, new TableRequest()))
        .Select(static model => Of(NetworkWriter.Write(model.Document)))
        .Append(Of("# by hand\nrelunet 1\nlink sigmoid\ninput \"age\" 0 120\ninput \"fare\"\nstage 2 0\nd 0 0 1 -1\nd 0.5 0.01 0.25 1\noutput 1 0 1\nd 0 1 1 2 -3e-2\nsamples \"s.csv\" 3 2\nregion 10 2 AACAPwAAgD8=\nregion 11 1 AAAAQAAAgD8=\nend\n"));

    private static IEnumerable<FuzzFile> Tables() =>
    [
        Of("age,class,fare,survived\n22,1,7.25,0\n38.5,3,\"71.28\",1\n26,2,7.925,x y\n"),
        Of("id,age,fare,class=1,class=2,class=3\n7,22,7.25,1,0,0\n8,38,71.2833,0,1,0\n"),
        Of("22,7.25,1,0,0\r\n38,71.2833,0,1,0\r\n"),
    ];

    /// <summary>For readers that stream a file.</summary>
    private static void OnDisk(FuzzFile file, Action<string> read)
    {
        string path = Path.Combine(Path.GetTempPath(), "relugen-fuzz-" + Environment.ProcessId);
        File.WriteAllBytes(path, file.Bytes);
        read(path);
    }
}
