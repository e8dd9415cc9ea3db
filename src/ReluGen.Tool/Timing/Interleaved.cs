using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Tool.Timing;

/// <summary>Something to time.</summary>
/// <param name="Run">Does the work as many times as it is told.</param>
/// <param name="Units">Units of work (rows, FMAs, bytes) that are done each time.</param>
internal sealed record Trial(Action<int> Run, double Units);

/// <summary>Nanoseconds a unit of work.</summary>
/// <param name="Median">Median over the windows.</param>
/// <param name="Minimum">Least over the windows.</param>
internal sealed record Measurement(double Median, double Minimum);

/// <summary>Times several things in turns, window by window, so that the noise of the machine meets all alike.</summary>
internal static class Interleaved
{
    private const double WindowNanoseconds = 1e6;

    /// <summary>Times each of <paramref name="trials"/> in <paramref name="windows"/> windows of about a millisecond, or one run where that takes longer.</summary>
    /// <returns>One measurement a trial.</returns>
    public static Measurement[] Measure(IReadOnlyList<Trial> trials, int windows)
    {
        int[] runs = trials.Select(RunsInWindow).ToArray();
        double[][] samples = trials.Select(_ => new double[windows]).ToArray();
        for (int window = 0; window < windows; window++)
        {
            for (int i = 0; i < trials.Count; i++)
            {
                samples[i][window] = Time(trials[i], runs[i]) / (runs[i] * trials[i].Units);
            }
        }

        return samples.Select(Summarise).ToArray();
    }

    /// <summary>How often a trial runs in a window; finding out warms it up.</summary>
    private static int RunsInWindow(Trial trial)
    {
        for (int runs = 1; ; runs *= 2)
        {
            // The lesser of two: compiling, or another process, can make one run look like a whole window.
            double time = Math.Max(Math.Min(Time(trial, runs), Time(trial, runs)), 1);
            if (time >= WindowNanoseconds / 2 || runs > int.MaxValue / 4)
            {
                return (int)Math.Clamp(runs * WindowNanoseconds / time, 1, int.MaxValue / 2);
            }
        }
    }

    private static double Time(Trial trial, int runs)
    {
        double start = ThreadClock.Now;
        trial.Run(runs);
        return ThreadClock.Now - start;
    }

    private static Measurement Summarise(double[] samples)
    {
        Array.Sort(samples);
        int middle = samples.Length / 2;
        double median = samples.Length % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2;
        return new Measurement(median, samples[0]);
    }
}
