using System.Linq;
using ReluGen.Formats.Layers;

namespace ReluGen.Formats.Keras.Rules;

/// <summary>Layers of several tensors: sums, means, extremes, concatenation.</summary>
internal static class Merging
{
    public static LayerTensor Merge(KerasNode node, string op)
    {
        if (node.Inputs.Count == 0 || (op == "Sub" && node.Inputs.Count != 2))
        {
            throw node.Malformed($"reads {node.Inputs.Count} tensors");
        }

        // Keras aligns tensors of different ranks at the batch, operators at the last axis.
        int rank = node.Inputs[0].Rank;
        return node.Inputs.All(t => t.Rank == rank)
            ? node.Node(op, rank, node.Inputs.Select(static t => t.Name))
            : throw node.Unsupported("tensors of different ranks are not merged.", "Reshape them to one rank first.");
    }

    public static LayerTensor Concatenate(KerasNode node)
    {
        if (node.Inputs.Count == 0)
        {
            throw node.Malformed("reads nothing");
        }

        LayerTensor first = node.Inputs[0];
        return node.Node("Concat", first.Rank, node.Inputs.Select(static t => t.Name), LayerGraph.Int("axis", node.Axis(first)));
    }
}
