using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace ReluGen.Benchmarks.Commands;

/// <summary>What the timing process is told, in a folder that it shares with the process that started it.</summary>
/// <param name="Networks">Networks to time, each prepared in the folder.</param>
/// <param name="Quick">True for fewer windows.</param>
/// <param name="OnnxRuntime">Path of ONNX Runtime's library; null where it is missing.</param>
/// <param name="WithoutC">Why there is no C of a network, by its name.</param>
internal sealed record TimingOrder(IReadOnlyList<string> Networks, bool Quick, string? OnnxRuntime, IReadOnlyDictionary<string, string> WithoutC)
{
    /// <summary>Where the answer goes.</summary>
    public const string ReportFile = "report.json";

    private const string OrderFile = "order.json";

    /// <summary>Number of windows of a millisecond.</summary>
    public int Windows => Quick ? 21 : 201;

    /// <summary>Generated C# of a network, compiled.</summary>
    public static string AssemblyOf(string folder, string network, bool fma) => Path.Combine(folder, network + (fma ? ".fused.dll" : ".dll"));

    /// <summary>C of a network, compiled.</summary>
    public static string LibraryOf(string folder, string network) => Path.Combine(folder, network + ".so");

    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, OrderFile), JsonSerializer.Serialize(this));

    public static TimingOrder Load(string folder) =>
        JsonSerializer.Deserialize<TimingOrder>(File.ReadAllText(Path.Combine(folder, OrderFile))) ?? throw new InvalidDataException("The order is empty.");
}
