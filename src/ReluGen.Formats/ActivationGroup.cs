using System.Collections.Generic;

namespace ReluGen.Formats;

/// <summary>One activation node of the model's graph and the neurons that it became.</summary>
/// <param name="Node">Name of the node; the name of its first output where the node has none.</param>
/// <param name="Operator">Operator of the node, such as <c>Relu</c>.</param>
/// <param name="Neurons">Element i, row-major, is the bit of the activation pattern that belongs to element i of the node's tensor.</param>
public sealed record ActivationGroup(string Node, string Operator, IReadOnlyList<int> Neurons);
