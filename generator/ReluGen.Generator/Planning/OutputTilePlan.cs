using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>
/// A tile of samples with a lane an output, for wide networks: stage by stage, each sample a row. The weights are packed as single rows read
/// them, inputs are read where they lie, and patterns come as words; nothing is transposed.
/// </summary>
internal sealed class OutputTilePlan(NetworkPlan network)
{
    /// <summary>Samples of a tile: a group of weights is read from the second cache once for this many.</summary>
    public const int Samples = 64;

    /// <summary>Fewest samples of a tile.</summary>
    public const int LeastSamples = 8;

    // A list pays from two words of a mask on; above, the lists of a tile would take more than 2 MB.
    private const int LeastListed = 128;
    private const int MostListed = 4096;

    private const int WideStage = 128;
    private const double WideShare = 0.5;

    /// <summary>Vectors of outputs computed together: with the samples, an accumulator each, and the weights, they must fit the registers.</summary>
    public static int VectorsAtOnce(int width) => width == 512 ? 4 : 2;

    /// <summary>Samples computed together with so many vectors of outputs: a single vector needs more of them to keep the adders busy.</summary>
    public static int SamplesAtOnce(int vectors) => vectors == 1 ? LeastSamples : 4;

    /// <summary>True if most products are those of stages that fill whole vectors.</summary>
    public static bool Suits(NetworkPlan network) =>
        network.Stages.Where(static stage => stage.Neurons >= WideStage).Sum(static stage => (long)stage.Neurons * stage.Stage.FanIn) >= WideShare * network.Products;

    /// <summary>
    /// True if code at <paramref name="width"/> bits may list what is not 0 in what the stage reads: where few values are, which is seen when the
    /// tile is there, its full groups then read only their weights.
    /// </summary>
    public static bool MayList(StagePlan stage, int width) =>
        width > 128 && stage.IsHidden && stage.Leaky is null && stage.Columns.FullGroups > 0
        && stage.Sources.Count == 1 && stage.Sources[0] is { Width: >= LeastListed and <= MostListed, Stage: null or { Leaky: null } };

    /// <summary>Floats from the activations of one sample to those of the next: an odd number of cache lines, so that samples do not share the cache's sets.</summary>
    public static int StrideOf(StagePlan stage) => (Padding.Up(stage.Neurons) / 16 | 1) * 16;

    /// <summary>Where the activations of a hidden stage begin, in floats.</summary>
    public int OffsetOf(StagePlan stage) => Samples * network.Stages.Take(stage.Index - 1).Sum(StrideOf);

    /// <summary>Where the masks of the first sample begin, in floats; each sample has all words of all hidden stages.</summary>
    public int MaskOffset => OffsetOf(network.Output);

    /// <summary>Where the room for lists begins, in floats.</summary>
    public int RoomOffset => Padding.Up(MaskOffset + 2 * Samples * network.MaskLength);

    /// <summary>The most values of a sample that a stage may list; 0 if none may.</summary>
    public int ListedWidth => network.Stages.Where(static stage => MayList(stage, 512)).Select(static stage => stage.Sources[0].Width).DefaultIfEmpty().Max();
}
