using System.Collections.Generic;
using System.Threading;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>One import of a graph, which may lower it more than once, with inputs of different shapes.</summary>
internal sealed class Importing(OnnxGraph graph, IReadOnlyList<OnnxNode> order, NetworkInputs inputs, string folder, long fileBytes, CancellationToken cancellation)
{
    private readonly SortedSet<string> externalFiles = new(System.StringComparer.Ordinal);

    /// <summary>Full paths of the external data that was read.</summary>
    public IReadOnlyCollection<string> ExternalFiles => externalFiles;

    /// <summary>Lowers the graph, for a batch of one row where <paramref name="oneRow"/> is set; each attempt has its own budget.</summary>
    public LoweredGraph Lower(bool oneRow)
    {
        var budget = new Budget(fileBytes, cancellation);
        var external = new ExternalData(folder, budget);
        LoweredGraph lowered = GraphLowering.Run(graph, order, inputs, oneRow, new TensorReader(external, budget), budget);
        externalFiles.UnionWith(external.Files);
        return lowered;
    }
}
