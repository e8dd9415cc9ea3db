using System;
using System.Diagnostics;
using System.IO;

namespace ReluGen.Benchmarks.Commands;

/// <summary>This program, to be started again in a process of its own.</summary>
internal static class OwnProgram
{
    /// <summary>How to start it with other arguments.</summary>
    public static ProcessStartInfo With(params string[] arguments)
    {
        string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(OwnProgram).Assembly.Location] : [];
        return new ProcessStartInfo(Environment.ProcessPath!, [.. self, .. arguments]);
    }
}
