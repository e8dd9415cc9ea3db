using System;
using System.Globalization;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary>Passes on how far an enumeration is, from whichever thread of it says so.</summary>
internal sealed class RegionReport(Progress progress) : IProgress<RegionProgress>
{
    private readonly Lock gate = new();

    public void Report(RegionProgress value)
    {
        lock (gate)
        {
            progress.Report(value.Nodes, string.Create(CultureInfo.InvariantCulture, $"nodes, {value.Regions} regions"));
        }
    }
}
