using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;

namespace ReluGen.Formats.Preprocessing;

/// <summary>Features files: JSON that says what a model's inputs are in the units of its users. docs/preprocessing.md has the format.</summary>
public static class FeaturesFile
{
    /// <summary>What stands for no file where one could be named.</summary>
    public const string None = "none";

    /// <summary>What the name of a features file ends in, after that of its model.</summary>
    public const string Ending = ".features.json";

    /// <summary>More than the names and numbers of a million inputs need.</summary>
    private const long MostBytes = 1 << 26;

    /// <summary>Where the features file of a model lies unless another is named: <c>a/model.features.json</c> for <c>a/model.onnx</c>.</summary>
    public static string BesideOf(string modelPath) => Path.ChangeExtension(modelPath, null) + Ending;

    /// <summary>The features file of a model.</summary>
    /// <param name="modelPath">Path of the model.</param>
    /// <param name="named">A path, <see cref="None"/>, or null or empty for the one beside the model where there is one.</param>
    /// <returns>Null if there is none.</returns>
    public static string? Of(string modelPath, string? named)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return named!.Trim() == None ? null : named;
        }

        string beside = BesideOf(modelPath);
        return File.Exists(beside) ? beside : null;
    }

    /// <summary>The text of a features file.</summary>
    /// <exception cref="InputException">The file is missing, too large, or cannot be read.</exception>
    internal static string Content(string path)
    {
        try
        {
            var info = new FileInfo(path);
            return !info.Exists ? throw Error("The features file does not exist; check its path.")
                : info.Length > MostBytes ? throw Error("The features file is larger than 64 MiB.")
                : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error("The features file cannot be read: " + DisplayText.Line(e.Message));
        }
    }

    /// <summary>The features of a text.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="inputCount">Number of inputs of the network: a file with more is not read to its end.</param>
    /// <param name="notes">Receives what was decided, one sentence each.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InputException">The text is not JSON, or describes no inputs; with line and column.</exception>
    internal static IReadOnlyList<Feature> Parse(string text, int inputCount, ICollection<string> notes, CancellationToken cancellation)
    {
        var json = new JsonReader(text, InputErrorIds.Metadata);
        IReadOnlyList<Feature>? features = null;
        foreach (string member in json.Members("the features file"))
        {
            features = member == "features"
                ? Features(json, inputCount, notes, cancellation)
                : throw json.Error($"The features file has an unknown member {DisplayText.Quote(member)}; expected \"features\".");
        }

        json.End();
        return features is { Count: > 0 } ? features : throw json.Error("The features file has no features; expected {\"features\": [{\"name\": …}, …]}, in the order of the model's inputs.");
    }

    private static List<Feature> Features(JsonReader json, int inputCount, ICollection<string> notes, CancellationToken cancellation)
    {
        var features = new List<Feature>();
        var clipped = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (int i in json.Elements("\"features\""))
        {
            cancellation.ThrowIfCancellationRequested();
            var description = new FeatureDescription(json);
            Feature feature = description.Read(i);
            if (feature.Inputs.FirstOrDefault(input => !names.Add(input.Name)) is { } twice)
            {
                throw json.Error($"Two inputs are named {DisplayText.Quote(twice.Name)}.");
            }

            if (names.Count > inputCount)
            {
                throw json.Error($"The features file describes more inputs than the network has, {inputCount}; list every feature once, in the order of the training data, one input a category.");
            }

            features.Add(feature);
            if (description.IsClipped)
            {
                clipped.Add(DisplayText.Quote(feature.Name));
            }
        }

        if (clipped.Count > 0)
        {
            notes.Add($"The clip of {string.Join(", ", clipped.Take(8))}{(clipped.Count > 8 ? ", …" : "")} is not part of the network: its domain ends where the clip begins to act, and beyond it the outputs are those without a clip.");
        }

        return features;
    }

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
