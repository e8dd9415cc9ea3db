using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Generator.Emission;

namespace ReluGen.Tool.Naming;

/// <summary>The names that generated code uses, found in the code of small networks: that of the user's may be large.</summary>
internal static class NameProbe
{
    /// <summary>A name that no generated code uses.</summary>
    public const string ClassName = "ReluGenNameProbe";

    /// <summary>More than a group of neurons, with a rest that has both a main part and a tail.</summary>
    private const int Wide = 152;

    /// <summary>So many activations are not kept on the stack.</summary>
    private const int Huge = 8200;

    /// <summary>Every name in the code of a network of so many hidden stages; some names are numbered by stage.</summary>
    public static HashSet<string> NamesFor(int hiddenStages, CancellationToken cancellation) =>
    [
        .. NamesOf(Deep(hiddenStages), cancellation),
        .. NamesOf(Shallow(inputs: 70, Wide, slope: 0, outputs: 1), cancellation),
        .. NamesOf(Shallow(inputs: 5, Wide, slope: 0.5f, outputs: 24), cancellation),
        .. NamesOf(Constant(Huge), cancellation),
    ];

    /// <summary>Every name in the code of <paramref name="network"/>, with a region table.</summary>
    private static HashSet<string> NamesOf(Network network, CancellationToken cancellation)
    {
        var region = new KnownRegion(new BitPattern(network.HiddenNeuronCount), 1, new double[network.InputCount]);
        NetworkDocument document = new NetworkDocument(network).WithRegions(new SampleSummary("", 1, 1), [region]);
        return NameClashes.NamesUsedBy(NetworkCode.Emit(document, "", ClassName, cancellation), cancellation);
    }

    /// <summary>Stages of one neuron in a chain.</summary>
    private static Network Deep(int stages) =>
        new(InputFeature.Unnamed(1), [.. Enumerable.Range(0, stages).Select(static l => Hidden(1, 0, Zeros(l, 1, 1)))], new AffineStage([Zeros(stages, 1, 1)], [0]));

    /// <summary>One stage, and an output that reads it and the input.</summary>
    private static Network Shallow(int inputs, int neurons, float slope, int outputs) =>
        new(
            InputFeature.Unnamed(inputs),
            [Hidden(neurons, slope, Zeros(0, neurons, inputs))],
            new AffineStage([Zeros(0, outputs, inputs), Zeros(1, outputs, neurons)], new float[outputs]),
            Link.Sigmoid);

    /// <summary>One stage that reads nothing.</summary>
    private static Network Constant(int neurons) =>
        new(InputFeature.Unnamed(1), [Hidden(neurons, 0)], new AffineStage([Zeros(1, 1, neurons)], [0]));

    private static HiddenStage Hidden(int neurons, float slope, params WeightBlock[] blocks)
    {
        float[] slopes = [.. Enumerable.Repeat(slope, neurons)];
        return new HiddenStage(blocks, new float[neurons], slopes);
    }

    private static WeightBlock Zeros(int source, int rows, int columns) => new(source, rows, columns, new float[rows * columns]);
}
