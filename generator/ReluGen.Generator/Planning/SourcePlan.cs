using ReluGen.Core.Networks;

namespace ReluGen.Generator.Planning;

/// <summary>How a stage reads a source.</summary>
internal sealed class SourcePlan
{
    public SourcePlan(WeightBlock block, StagePlan? stage)
    {
        Source = block.Source;
        Width = block.Columns;
        Stage = stage;
    }

    /// <summary>0: the input; l: hidden stage l.</summary>
    public int Source { get; }

    /// <summary>Number of elements.</summary>
    public int Width { get; }

    /// <summary>True if inactive neurons contribute nothing, so that only those of the mask are read.</summary>
    public bool SkipsInactive => Stage is { Leaky: null };

    /// <summary>The stage that is read; null for the input.</summary>
    public StagePlan? Stage { get; }
}
