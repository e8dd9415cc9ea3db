using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReluGen.Tests.Shared;

/// <summary>A ref.json of the shared data: what a network computes, in float64. The README of the data explains the fields.</summary>
internal sealed class ReferenceFile
{
    [JsonPropertyName("model")]
    public string Model { get; init; } = "";

    [JsonPropertyName("activations")]
    public ReferenceActivation[] Activations { get; init; } = [];

    /// <summary>"outputs", the tensor before a head, or null.</summary>
    [JsonPropertyName("affine_target")]
    public string? AffineTarget { get; init; }

    /// <summary>The head that y_f64 leaves out; null where it has it.</summary>
    [JsonPropertyName("head_ignored")]
    public string? HeadIgnored { get; init; }

    [JsonPropertyName("direction")]
    public double[]? Direction { get; init; }

    [JsonPropertyName("cases")]
    public ReferenceCase[] Cases { get; init; } = [];

    /// <summary>Full path of the model file.</summary>
    [JsonIgnore]
    public string ModelPath { get; private set; } = "";

    /// <summary>Reads the ref.json of a network folder such as <c>nets/fc1</c>.</summary>
    public static ReferenceFile Read(string network)
    {
        string folder = DataFolder.Of(network);
        using FileStream stream = File.OpenRead(Path.Combine(folder, "ref.json"));
        ReferenceFile file = JsonSerializer.Deserialize<ReferenceFile>(stream)!;
        file.ModelPath = Path.Combine(folder, file.Model);
        return file;
    }

    /// <summary>Every folder with a ref.json in the given parts of the data, as <c>nets/fc1</c>, sorted.</summary>
    public static IEnumerable<string> Networks(params string[] parts) =>
        DataFolder.Root is null
            ? []
            : parts
                .SelectMany(part => Directory.GetDirectories(DataFolder.Of(part)).Select(folder => part + "/" + Path.GetFileName(folder)))
                .Where(network => File.Exists(Path.Combine(DataFolder.Of(network), "ref.json")))
                .Order(StringComparer.Ordinal);
}

/// <summary>One activation node, in the order of the pattern groups.</summary>
internal sealed class ReferenceActivation
{
    [JsonPropertyName("node")]
    public string Node { get; init; } = "";

    [JsonPropertyName("op")]
    public string Operator { get; init; } = "";

    [JsonPropertyName("width")]
    public int Width { get; init; }
}

/// <summary>One input of a reference and what it gives.</summary>
internal sealed class ReferenceCase
{
    [JsonPropertyName("x")]
    public double[] X { get; init; } = [];

    /// <summary>Input of a .nnet network in the units of its users; null where the file has no normalisation.</summary>
    [JsonPropertyName("x_raw")]
    public double[]? XRaw { get; init; }

    [JsonPropertyName("y_f64")]
    public double[] Y { get; init; } = [];

    [JsonPropertyName("y_raw")]
    public double[]? YRaw { get; init; }

    /// <summary>The affine target before a head.</summary>
    [JsonPropertyName("t_f64")]
    public double[]? Target { get; init; }

    /// <summary>Groups joined with '|', a character an element.</summary>
    [JsonPropertyName("pattern")]
    public string Pattern { get; init; } = "";

    [JsonPropertyName("margin")]
    public double? Margin { get; init; }

    [JsonPropertyName("A")]
    public double[][]? A { get; init; }

    /// <summary>A times the direction of the file.</summary>
    [JsonPropertyName("Ad")]
    public double[]? Ad { get; init; }

    [JsonPropertyName("b")]
    public double[]? B { get; init; }
}
