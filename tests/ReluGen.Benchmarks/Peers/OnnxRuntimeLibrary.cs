using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace ReluGen.Benchmarks.Peers;

/// <summary>Where ONNX Runtime lies: in artifacts/onnxruntime, brought there by a script of ours.</summary>
internal static class OnnxRuntimeLibrary
{
    private const string Script = "tests/ReluGen.Benchmarks/Peers/install-onnxruntime.sh";

    /// <summary>Path of the native library, which is installed first where npm allows it; null where it cannot be had.</summary>
    public static string? FindOrInstall()
    {
        if (Repository.Root is not { } root)
        {
            return null;
        }

        string folder = Path.Combine(root, "artifacts", "onnxruntime");
        if (Find(folder) is { } found)
        {
            return found;
        }

        try
        {
            Console.Error.WriteLine("installing ONNX Runtime into artifacts/onnxruntime …");
            using Process process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(root, Script), folder]) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }
        catch (Win32Exception)
        {
            // No bash, so no installation; the peer is reported as missing.
        }

        return Find(folder);
    }

    private static string? Find(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*onnxruntime*").Order().FirstOrDefault() : null;
}
