using System.Collections.Generic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Text;

/// <summary>What a .relunet file holds: a network and, optionally, regions of it that are known.</summary>
/// <param name="Network">The network.</param>
/// <param name="Samples">The sample file whose rows were counted; null where there was none.</param>
/// <param name="Lines">Where each neuron stands in the text; empty for a document that was not read from text.</param>
/// <param name="Regions">The known regions, those with the most rows first, then by pattern.</param>
/// <param name="Complete">Says that <paramref name="Regions"/> leaves none out; null where that is not known.</param>
public sealed record NetworkDocument(Network Network, SampleSummary? Samples, NeuronLines Lines, IReadOnlyList<KnownRegion> Regions, CompleteSummary? Complete)
{
    /// <summary>A document that was not read from text and lists no regions.</summary>
    public NetworkDocument(Network network)
        : this(network, null, NeuronLines.None, [], null)
    {
    }

    /// <summary>
    /// Names of the classes that the outputs stand for, one an output; of a single output, the classes below and above its threshold.
    /// Empty where they are not known.
    /// </summary>
    public IReadOnlyList<string> ClassLabels { get; init; } = [];

    /// <summary>True if a network with that many outputs may have that many classes.</summary>
    public static bool IsClassCount(int classes, int outputs) => classes == (outputs == 1 ? 2 : outputs);

    /// <summary>Why the list holds fewer regions than were asked for, a sentence; null if it does not.</summary>
    public string? Cut { get; init; }

    /// <summary>
    /// Where <see cref="Network"/> was simplified: how the patterns of the network that it was made from follow from its own. The
    /// regions are that network's and so are their patterns. Null for a network as it came.
    /// </summary>
    public PatternLayout? Layout { get; init; }

    /// <summary>Number of bits of the patterns that a user sees.</summary>
    public int PatternBitCount => Layout?.BitCount ?? Network.HiddenNeuronCount;

    /// <summary>The document with another network: the same one with other names, bounds or origin.</summary>
    public NetworkDocument WithNetwork(Network network) => this with { Network = network };

    /// <summary>The document with a smaller network that computes the same function; the regions stay those of the network before.</summary>
    public NetworkDocument Simplified(Network network, PatternLayout layout) => this with { Network = network, Lines = NeuronLines.None, Layout = layout };

    /// <summary>The document with a reason why regions are left out.</summary>
    public NetworkDocument WithCut(string reason) => this with { Cut = reason };

    /// <summary>The document with another list of regions.</summary>
    public NetworkDocument WithRegions(SampleSummary? samples, IReadOnlyList<KnownRegion> regions, CompleteSummary? complete = null) =>
        this with { Samples = samples, Regions = regions, Complete = complete, Cut = null };
}

/// <summary>A sample file and what its rows visit.</summary>
/// <param name="FileName">Name of the sample file, without folders.</param>
/// <param name="RowCount">Number of rows read.</param>
/// <param name="VisitedCount">Number of different patterns met, listed in the document or not.</param>
public sealed record SampleSummary(string FileName, long RowCount, long VisitedCount);

/// <summary>The result of an enumeration that proved its list to be complete: every pattern with an interior in the box of the network's inputs.</summary>
/// <param name="RegionCount">Number of those patterns. The document may hold more: rows of a sample file may lie on a boundary.</param>
/// <param name="Nodes">Number of decisions that the proof took.</param>
public sealed record CompleteSummary(long RegionCount, long Nodes);

/// <summary>A region that samples visit or an enumeration found.</summary>
/// <param name="Pattern">Its activation pattern.</param>
/// <param name="Count">Number of rows of the sample file in it.</param>
/// <param name="Witness">A point of the region, one value an input: of its interior if an enumeration found it, else the first row in it.</param>
public sealed record KnownRegion(BitPattern Pattern, long Count, double[] Witness);

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
