using System;
using System.IO;
using System.Linq;

namespace ReluGen.Tool.Tests.Harness;

/// <summary>A folder that goes when its test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("relugen-tool-").FullName;

    /// <summary>Path of a file in the folder.</summary>
    public string Of(string name) => Path.Combine(path, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(Of(name), text);
        return Of(name);
    }

    /// <summary>The names of all files.</summary>
    public string[] Files => Directory.GetFiles(path).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToArray();

    public void Dispose() => Directory.Delete(path, recursive: true);
}
