using System;
using System.IO;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Formats;

/// <summary>The bytes of a model file, and where it lies.</summary>
/// <param name="FullPath">Full path of the file; files that the model names lie in its folder.</param>
/// <param name="Bytes">The whole file.</param>
internal sealed record ModelBytes(string FullPath, byte[] Bytes)
{
    /// <summary>Largest file, of a model or of its external data, that is read; protobuf messages end at 2 GiB in any case.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>File name and hash, for the network that is made from it.</summary>
    public NetworkOrigin Origin() => NetworkOrigin.Of(Path.GetFileName(FullPath), Bytes);

    /// <exception cref="InputException">The file is missing, cannot be read, or is too large.</exception>
    public static ModelBytes ReadFile(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            var info = new FileInfo(full);
            if (!info.Exists)
            {
                string what = Directory.Exists(full) ? "The path is a folder, not a file." : "The file does not exist; check its path.";
                throw new InputException(InputErrorIds.Malformed, what);
            }

            if (info.Length > MostBytes)
            {
                throw new InputException(InputErrorIds.TooLarge, $"The file has {info.Length} bytes; up to {MostBytes} are supported. Store its weights as external data.");
            }

            return new ModelBytes(full, File.ReadAllBytes(full));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(InputErrorIds.Malformed, e is UnauthorizedAccessException ? "The file cannot be read; check its permissions." : "The file cannot be read: " + DisplayText.Line(e.Message));
        }
    }
}
