using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace ReluGen.Generator.Tests.Harness;

/// <summary>Compares text with a file in the Snapshots folder. RELUGEN_UPDATE_SNAPSHOTS=1 writes the files instead.</summary>
internal static class Snapshot
{
    public static void Match(string name, string text, [CallerFilePath] string caller = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(caller)!, name);
        if (Environment.GetEnvironmentVariable("RELUGEN_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file), $"{name} is not there; run the test once with RELUGEN_UPDATE_SNAPSHOTS=1 and read what it writes.");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
