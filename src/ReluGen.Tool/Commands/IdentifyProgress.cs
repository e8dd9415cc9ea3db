using System;
using System.Threading;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary>Says on stderr how far an analysis of identifiability has come.</summary>
internal sealed class IdentifyProgress(Progress progress) : IProgress<IdentifiabilityProgress>
{
    private readonly Lock gate = new();

    public void Report(IdentifiabilityProgress value)
    {
        lock (gate)
        {
            progress.Report(value.Done, value.Step switch
            {
                IdentifiabilityStep.Regions => "decisions about regions",
                IdentifiabilityStep.Rank => FormattableString.Invariant($"points, rank {value.Rank} of {value.Expected}"),
                IdentifiabilityStep.Minor => "rows of the rank checked",
                IdentifiabilityStep.Directions => "directions solved",
                IdentifiabilityStep.Checks => "points of the directions checked",
                _ => "conditions decided",
            });
        }
    }
}
