using System;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Text;
using ReluGen.Generator.Facts;

namespace ReluGen.Generator.Inputs;

/// <summary>
/// A network file that was read: a document, or the error. Equal if the files' names, contents and metadata are, since the rest follows from them.
/// </summary>
internal sealed class NetworkFile : INamedNetwork, IEquatable<NetworkFile>
{
    private readonly string checksum;

    private NetworkFile(NamedText file, string checksum, NetworkDocument? document, InputError? error)
    {
        Name = file.Name;
        RelativePath = file.RelativePath;
        TextPath = file.Text.Path;
        Regions = file.Regions;
        Detail = file.Detail;
        WeightsResource = file.WeightsResource;
        this.checksum = checksum;
        Document = document;
        Error = error;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string RelativePath { get; }

    /// <summary>Path of the text form.</summary>
    public string TextPath { get; }

    /// <summary>What the metadata say about the table.</summary>
    public string Regions { get; }

    /// <summary>True if the model itself is in the text form.</summary>
    public bool IsText => Name.EndsWith(NamedText.Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>How much is said about the network.</summary>
    public FactDetail Detail { get; }

    /// <summary>Name of the resource in which the build embeds the weights of a large network; null if it does not.</summary>
    public string? WeightsResource { get; }

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
            return new NetworkFile(file, checksum, RegionRequest.Apply(file.Regions, NetworkReader.Read(text.ToString(), cancellation), cancellation), null);
        }
        catch (InputException e)
        {
            return new NetworkFile(file, checksum, null, e.Error);
        }
    }

    public bool Equals(NetworkFile? other) =>
        other is not null && checksum == other.checksum && Name == other.Name && RelativePath == other.RelativePath && TextPath == other.TextPath
        && Regions == other.Regions && Detail == other.Detail && WeightsResource == other.WeightsResource;

    public override bool Equals(object? obj) => Equals(obj as NetworkFile);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(checksum);
}
