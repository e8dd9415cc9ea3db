using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Constant: a tensor, a number or a list of numbers in an attribute.</summary>
internal static class Constant
{
    public static AffineTensor Lower(NodeContext node)
    {
        NodeAttributes attributes = node.Attributes;
        if (attributes.Tensor("value") is TensorProto tensor)
        {
            return node.Tensors.Read(tensor, $"The value of {node.Node}");
        }

        if (attributes.Has("value_float"))
        {
            return AffineTensor.Constant([], [attributes.Float("value_float", 0)]);
        }

        if (attributes.Has("value_int"))
        {
            return AffineTensor.Constant([], [attributes.Int("value_int", 0)], ElementKind.Integer);
        }

        if (attributes.Floats("value_floats") is { } floats)
        {
            return Vector(node, floats.Select(static v => (double)v), floats.Count, ElementKind.Real);
        }

        if (attributes.Ints("value_ints") is { } ints)
        {
            return Vector(node, ints.Select(static v => (double)v), ints.Count, ElementKind.Integer);
        }

        string given = string.Join(", ", attributes.Names.Select(DisplayText.Quote));
        throw node.Node.Unsupported($"the attributes {(given.Length == 0 ? "(none)" : given)} hold no supported value; supported are value, value_float, value_floats, value_int and value_ints.");
    }

    private static AffineTensor Vector(NodeContext node, IEnumerable<double> values, int count, ElementKind kind)
    {
        node.Budget.Charge(count);
        return AffineTensor.Constant([count], values.ToArray(), kind);
    }
}
