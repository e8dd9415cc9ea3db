using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReluGen.Tool.Timing;

/// <summary>
/// Time that this thread has spent on a processor. Everything that is timed here runs on one thread and never waits, so on an idle
/// machine this is the wall clock; on a shared one it leaves out the time in which other processes had the core.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>True if other processes' turns are left out.</summary>
    public static bool CountsThisThreadOnly { get; } = OperatingSystem.IsLinux();

    /// <summary>Nanoseconds from an arbitrary origin.</summary>
    public static double Now
    {
        get
        {
            if (!CountsThisThreadOnly)
            {
                return Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
            }

            clock_gettime(ThreadCpuTime, out TimeSpec time);
            return time.Seconds * 1e9 + time.Nanoseconds;
        }
    }

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
