using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace ReluGen.Tool.Output;

/// <summary>Says on stderr how far long work has come: nothing in the first two seconds, then a line every two.</summary>
internal sealed class Progress(TextWriter error)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Stopwatch sinceLast = Stopwatch.StartNew();

    /// <summary>Reports that <paramref name="done"/> things are done.</summary>
    public void Report(long done, string what)
    {
        if (sinceLast.Elapsed >= Interval)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {what}"));
            sinceLast.Restart();
        }
    }
}
