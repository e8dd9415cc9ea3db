using ReluGen.Core.Networks;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Functions that are not piecewise linear; at the end of the graph they become the network's link.</summary>
internal static class Links
{
    public static AffineTensor Sigmoid(NodeContext node) => On(node, Link.Sigmoid);

    public static AffineTensor Tanh(NodeContext node) => On(node, Link.Tanh);

    /// <summary>Softmax normalises along one axis (before version 13: over everything from an axis on); that must be all of one row.</summary>
    public static AffineTensor Softmax(NodeContext node)
    {
        AffineTensor tensor = node.Input(0);
        long axis = node.Attributes.Int("axis", node.Opset < 13 ? 1 : -1);
        int from = Axes.Resolve(node, axis, tensor.Rank, last: tensor.Rank - 1);
        long group = node.Opset < 13 ? Dimensions.Count(tensor.Shape, from, tensor.Rank) : tensor.Shape[from];
        if (group != tensor.Count)
        {
            throw node.Node.Unsupported($"it normalises groups of {group} of the {tensor.Count} elements of a tensor of shape {DisplayText.Shape(tensor.Shape)}; supported is one group, along the last axis, for one row.");
        }

        return On(node, Link.Softmax);
    }

    private static AffineTensor On(NodeContext node, Link link) => node.Input(0).WithHead(new Head(link, node.Node.Operator, node.Node.Place));
}
