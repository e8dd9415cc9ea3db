using System.Collections.Generic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Text;

/// <summary>What a .relunet file holds: a network and, optionally, the regions that a sample file visits.</summary>
/// <param name="Network">The network.</param>
/// <param name="Samples">What was seen in the sample file; null where there was none.</param>
/// <param name="Lines">Where each neuron stands in the text; empty for a document that was not read from text.</param>
public sealed record NetworkDocument(Network Network, SampleSummary? Samples, NeuronLines Lines)
{
    /// <summary>A document that was not read from text.</summary>
    public NetworkDocument(Network network, SampleSummary? samples = null)
        : this(network, samples, NeuronLines.None)
    {
    }
}

/// <summary>The regions that the rows of a sample file visit.</summary>
/// <param name="FileName">Name of the sample file, without folders.</param>
/// <param name="RowCount">Number of rows read.</param>
/// <param name="Regions">Every pattern met, the most frequent first, then by pattern.</param>
public sealed record SampleSummary(string FileName, long RowCount, IReadOnlyList<ObservedRegion> Regions);

/// <summary>A region that samples visit.</summary>
/// <param name="Pattern">Its activation pattern.</param>
/// <param name="Count">Number of rows in it.</param>
/// <param name="Witness">The first row in it: a point of the region, one value an input.</param>
public sealed record ObservedRegion(BitPattern Pattern, long Count, float[] Witness);

/// <summary>The lines of the neurons of a network in its text form.</summary>
public sealed class NeuronLines
{
    private readonly IReadOnlyList<int[]> lines;

    /// <summary>Takes one array a stage (the output is the last), one line number a neuron.</summary>
    public NeuronLines(IReadOnlyList<int[]> lines) => this.lines = lines;

    /// <summary>No lines are known.</summary>
    public static NeuronLines None { get; } = new([]);

    /// <summary>Line, from 1, of neuron <paramref name="neuron"/> of stage <paramref name="stage"/> (from 1; the output is the last); 0 if unknown.</summary>
    public int Of(int stage, int neuron) => stage <= lines.Count ? lines[stage - 1][neuron] : 0;
}
