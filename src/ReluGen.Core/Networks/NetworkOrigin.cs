using System.Security.Cryptography;

namespace ReluGen.Core.Networks;

/// <summary>The file that a network was read from.</summary>
/// <param name="FileName">Name without folders (a path would tie the output to a machine).</param>
/// <param name="Sha256">SHA-256 of the file's bytes, in lower-case hexadecimal; empty where unknown.</param>
public sealed record NetworkOrigin(string FileName, string Sha256)
{
    /// <summary>A network that was made in memory.</summary>
    public static NetworkOrigin None { get; } = new("", "");

    /// <summary>The origin of a network that was read from a file of these bytes.</summary>
    public static NetworkOrigin Of(string fileName, byte[] content)
    {
        using SHA256 sha = SHA256.Create();
        return new NetworkOrigin(fileName, NetworkHash.Hexadecimal(sha.ComputeHash(content)));
    }
}
