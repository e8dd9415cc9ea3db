using System.Collections.Generic;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats.Preprocessing;

namespace ReluGen.Formats;

/// <summary>A model file as a network, and what a reader of the file may want to know about the way from one to the other.</summary>
/// <param name="Document">The network, and the regions of a .relunet file.</param>
/// <param name="Format">Name of the file format: <c>onnx</c>, <c>keras</c>, <c>safetensors</c>, <c>rtneural</c>, <c>nnet</c> or <c>relunet</c>.</param>
/// <param name="Activations">The activation nodes of the graph in graph order.</param>
/// <param name="Notes">What was decided or noticed on the way, one sentence each.</param>
public sealed record ImportedModel(
    NetworkDocument Document,
    string Format,
    IReadOnlyList<ActivationGroup> Activations,
    IReadOnlyList<string> Notes)
{
    /// <summary>The network.</summary>
    public Network Network => Document.Network;

    /// <summary>Full paths of further files that the model's weights were read from; a build must watch them too.</summary>
    public IReadOnlyList<string> ExternalFiles { get; init; } = [];

    /// <summary>Names of the classes that the outputs stand for, where the file has them; of one output, the classes below and above its threshold.</summary>
    public IReadOnlyList<string> ClassLabels => Document.ClassLabels;

    /// <summary>The features that the inputs are made from, as a features file describes them; empty where there is none.</summary>
    public IReadOnlyList<Feature> Features { get; init; } = [];

    /// <summary>Path of that features file; null where there is none.</summary>
    public string? FeaturesFile { get; init; }

    /// <summary>Why the document lists fewer regions than were asked for, as a sentence; null if it does not.</summary>
    public string? TableCut { get; init; }
}
