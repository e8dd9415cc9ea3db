using System.Diagnostics;

namespace ReluGen.Benchmarks.Commands;

/// <summary>
/// A process for timing, whose code is all compiled once and for good at the highest level: on a pinned core, code that starts in a
/// lower tier may never leave it, and what the framework brings precompiled is made for older processors.
/// </summary>
internal static class TimingProcess
{
    /// <summary>Runs <paramref name="command"/> of this program on <paramref name="folder"/>.</summary>
    /// <returns>Null if all went well, else the exit code.</returns>
    public static int? Run(string command, string folder)
    {
        ProcessStartInfo start = OwnProgram.With(command, folder);
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_ReadyToRun"] = "0";
        using Process child = Process.Start(start)!;
        child.WaitForExit();
        return child.ExitCode == 0 ? null : child.ExitCode;
    }
}
