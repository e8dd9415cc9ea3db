using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;

namespace ReluGen.Benchmarks.Timing;

/// <summary>Keeps the process on one core, whose caches then stay warm.</summary>
internal static class PinnedCore
{
    /// <summary>Pins this process to the last core that it may use (the first serves most interrupts).</summary>
    /// <returns>The core's number; null where the system does not allow it.</returns>
    public static int? Take()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            return null;
        }

        try
        {
            using Process process = Process.GetCurrentProcess();
            int core = BitOperations.Log2((ulong)process.ProcessorAffinity | 1);
            process.ProcessorAffinity = (nint)(1UL << core);
            return core;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
