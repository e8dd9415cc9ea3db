using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Text;

namespace ReluGen.Generator.Inputs;

/// <summary>An additional file with the names under which attributes may ask for it.</summary>
/// <param name="Text">The file; the host gives a new object when its content may have changed.</param>
/// <param name="Name">File name of the model, such as titanic.onnx.</param>
/// <param name="RelativePath">Path of the model in the project, with '/'.</param>
internal sealed record NamedText(AdditionalText Text, string Name, string RelativePath)
{
    private const string Extension = ".relunet";

    public static bool IsNetwork(AdditionalText text) => text.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    public static NamedText From(AdditionalText text, AnalyzerConfigOptions options)
    {
        string file = text.Path.Substring(text.Path.LastIndexOfAny(['/', '\\']) + 1);
        string name = Metadata("ReluNetworkName") ?? file;
        return new NamedText(text, name, Metadata("ReluNetworkPath") ?? name);

        // ReluGen.targets writes '#' and ';' as in a URI: what follows them would be lost on the way.
        string? Metadata(string key) =>
            options.TryGetValue("build_metadata.AdditionalFiles." + key, out string? value) && value.Length > 0 ? Uri.UnescapeDataString(value) : null;
    }
}

/// <summary>
/// A network file that was read: a document, or the error. Equal if the files' names and contents are, since the rest follows from them.
/// </summary>
internal sealed class NetworkFile : IEquatable<NetworkFile>
{
    private readonly string checksum;

    private NetworkFile(NamedText file, string checksum, NetworkDocument? document, InputError? error)
    {
        Name = file.Name;
        RelativePath = file.RelativePath;
        TextPath = file.Text.Path;
        this.checksum = checksum;
        Document = document;
        Error = error;
    }

    /// <summary>File name of the model.</summary>
    public string Name { get; }

    /// <summary>Path of the model in the project.</summary>
    public string RelativePath { get; }

    /// <summary>Path of the text form.</summary>
    public string TextPath { get; }

    /// <summary>What was read; null if there is an error.</summary>
    public NetworkDocument? Document { get; }

    /// <summary>Why it could not be read.</summary>
    public InputError? Error { get; }

    public static NetworkFile Read(NamedText file, CancellationToken cancellation)
    {
        if (file.Text.GetText(cancellation) is not { } text)
        {
            var unreadable = new InputError(InputErrorIds.Malformed, "the file cannot be read as text; it must be the .relunet that the build writes.");
            return new NetworkFile(file, "", null, unreadable);
        }

        string checksum = string.Concat(text.GetChecksum().Select(static b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        try
        {
            return new NetworkFile(file, checksum, NetworkReader.Read(text.ToString(), cancellation), null);
        }
        catch (InputException e)
        {
            return new NetworkFile(file, checksum, null, e.Error);
        }
    }

    /// <summary>True if an attribute's <paramref name="name"/> means this file: its name, or its path in the project.</summary>
    public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.Ordinal) || IsAt(name);

    /// <summary>True if <paramref name="path"/> is this file's path in the project.</summary>
    public bool IsAt(string path) => string.Equals(RelativePath, path.Replace('\\', '/'), StringComparison.Ordinal);

    public bool Equals(NetworkFile? other) =>
        other is not null && checksum == other.checksum && Name == other.Name && RelativePath == other.RelativePath && TextPath == other.TextPath;

    public override bool Equals(object? obj) => Equals(obj as NetworkFile);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(checksum);
}
