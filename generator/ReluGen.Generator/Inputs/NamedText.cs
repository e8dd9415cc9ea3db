using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ReluGen.Generator.Facts;

namespace ReluGen.Generator.Inputs;

/// <summary>An additional file with the names under which attributes may ask for it.</summary>
/// <param name="Text">The file; the host gives a new object when its content may have changed.</param>
/// <param name="Name">File name of the model, such as titanic.onnx.</param>
/// <param name="RelativePath">Path of the model in the project, with '/'.</param>
/// <param name="Regions">Which regions the table shall hold, in the words of <see cref="RegionRequest"/>; empty for those of the file.</param>
/// <param name="Detail">How much is said about the network.</param>
/// <param name="WeightsResource">Name of the resource in which the build embeds the weights of a large network; null if it does not.</param>
internal sealed record NamedText(AdditionalText Text, string Name, string RelativePath, string Regions, FactDetail Detail, string? WeightsResource) : INamedNetwork
{
    /// <summary>The ending of the text form.</summary>
    public const string Extension = ".relunet";

    public static bool IsNetwork(AdditionalText text) => text.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    public static NamedText From(AdditionalText text, AnalyzerConfigOptions options)
    {
        string file = text.Path.Substring(text.Path.LastIndexOfAny(['/', '\\']) + 1);
        string name = Metadata("ReluNetworkName") ?? file;
        return new NamedText(
            text, name, Metadata("ReluNetworkPath") ?? name, Metadata("ReluNetworkRegions")?.Trim() ?? "", DetailOf(Metadata("ReluNetworkDiagnostics")), Metadata("ReluNetworkWeights"));

        // ReluGen.targets writes '#' and ';' as in a URI: what follows them would be lost on the way.
        string? Metadata(string key) =>
            options.TryGetValue("build_metadata.AdditionalFiles." + key, out string? value) && value.Length > 0 ? Uri.UnescapeDataString(value) : null;
    }

    /// <summary>The targets refuse any other word.</summary>
    private static FactDetail DetailOf(string? metadata) => metadata?.ToLowerInvariant() switch
    {
        "detailed" => FactDetail.Detailed,
        "identifiability" => FactDetail.Identifiability,
        "none" => FactDetail.None,
        _ => FactDetail.Summary,
    };
}
