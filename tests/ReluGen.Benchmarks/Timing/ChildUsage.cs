using System;
using System.Runtime.InteropServices;

namespace ReluGen.Benchmarks.Timing;

/// <summary>What the processes that this one started, and those that they started, have used so far; on Linux.</summary>
/// <param name="ProcessorSeconds">Their time on processors.</param>
/// <param name="PeakBytes">Memory of the largest of them, at its largest.</param>
internal readonly record struct ChildUsage(double ProcessorSeconds, long PeakBytes)
{
    private const int Children = -1;

    /// <summary>So far; of processes that have ended.</summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static unsafe ChildUsage Now
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new PlatformNotSupportedException("The use of child processes is read on Linux only.");
            }

            // struct rusage: user and system time in seconds and microseconds, the largest resident set in KB, and more that is not read here.
            long* usage = stackalloc long[18];
            getrusage(Children, usage);
            return new(usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6, usage[4] * 1024);
        }
    }

    [DllImport("libc")]
    private static extern unsafe int getrusage(int who, long* usage);
}
