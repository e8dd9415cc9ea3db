using ReluGen.Core.Networks;

namespace ReluGen.Generator.Planning;

/// <summary>How a stage reads a source.</summary>
internal sealed class SourcePlan
{
    /// <summary>A dense source is written out, not looped over, up to this many multiplications of vectors.</summary>
    private const int MostUnrolled = 64;

    /// <summary>So few neurons are read whether they are active or not: a list would cost a branch that is mispredicted.</summary>
    private const int MostAlwaysRead = 8;

    // Fewer inputs are sooner multiplied than looked at; the marks of more would take too much of the stack.
    private const int LeastMarked = 64;
    private const int MostMarked = 65_536;

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

    /// <summary>How the kernel of a single row reads it, with <paramref name="accumulators"/> vectors at once.</summary>
    public SourceReading ReadingWith(int accumulators) =>
        Stage is { Leaky: null } && Width * accumulators > MostAlwaysRead ? SourceReading.ActiveList
        : Width * accumulators <= MostUnrolled ? SourceReading.Unrolled
        : Stage is null && Width is >= LeastMarked and <= MostMarked ? SourceReading.LoopOrList
        : SourceReading.Loop;

    /// <summary>Inputs that are not 0 are listed where there are at most this many.</summary>
    public int MostListed => Width - Width / 4;

    /// <summary>The stage that is read; null for the input.</summary>
    public StagePlan? Stage { get; }
}
