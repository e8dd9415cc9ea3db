using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Patterns;

namespace ReluGen.Formats.Tests;

/// <summary>The pattern of a network as the reference files of the shared data write it.</summary>
internal static class ReferencePattern
{
    /// <summary>The activation nodes with the groups of each, one a kink. The references leave out pools.</summary>
    public static IEnumerable<List<ActivationGroup>> Nodes(ImportedModel model)
    {
        var nodes = new List<List<ActivationGroup>>();
        foreach (ActivationGroup group in model.Activations.Where(static g => g.Operator != "MaxPool"))
        {
            if (nodes.Count == 0 || nodes[^1][0].Node != group.Node)
            {
                nodes.Add([]);
            }

            nodes[^1].Add(group);
        }

        return nodes;
    }

    /// <summary>A character an element, the number of its active kinks: 0 or 1, and for Clip 0, 1 or 2; nodes are joined by bars.</summary>
    public static string Of(ImportedModel model, BitPattern pattern) =>
        string.Join("|", Nodes(model).Select(groups => string.Concat(groups[0].Neurons.Select((_, i) => groups.Count(g => pattern[g.Neurons[i]])))));
}
