using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;

namespace ReluGen.Benchmarks.Peers;

/// <summary>The system's C compiler.</summary>
internal static class CCompiler
{
    /// <summary>The options of the comparison.</summary>
    private static readonly string[] Options = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"];

    /// <summary>Compiles <paramref name="source"/> to the shared library <paramref name="library"/>.</summary>
    /// <exception cref="MissingPeerException">There is no <c>cc</c>, or it refuses.</exception>
    public static void Compile(string source, string library)
    {
        string file = Path.ChangeExtension(library, ".c");
        File.WriteAllText(file, source);
        var start = new ProcessStartInfo("cc", [.. Options, "-o", library, file]) { RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new MissingPeerException("cc failed: " + errors.Split('\n')[0]);
            }
        }
        catch (Win32Exception)
        {
            throw new MissingPeerException("there is no C compiler 'cc'");
        }
    }
}
