using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Peers;
using ReluGen.Core.Text;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;

namespace ReluGen.Benchmarks.Explanations;

/// <summary>The network of samples/Titanic, with the table of its regions, and its passengers.</summary>
internal static class TitanicNetwork
{
    /// <summary>Its name in the timing folder.</summary>
    public const string Name = "Titanic";

    /// <summary>The network and all of its regions.</summary>
    /// <exception cref="FileNotFoundException">This program is not run in its repository.</exception>
    public static NetworkDocument Document =>
        SampledModel.Read(Sample("titanic.onnx"), Sample("titanic.csv"), null, new TableRequest { Content = TableContent.All }).Document;

    /// <summary>The rows of its sample file.</summary>
    public static IReadOnlyList<float[]> Passengers(NetworkDocument document) => [.. SampleFile.Read(Sample("titanic.csv"), document.Network)];

    private static string Sample(string name) => Path.Combine(
        Repository.Root ?? throw new FileNotFoundException("The sample network is in the repository; run the benchmark there."), "samples", Name, name);
}
