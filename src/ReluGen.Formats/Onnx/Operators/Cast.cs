using System;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Cast: between floating-point types it changes nothing here (numbers are folded in double); to integers only for constants.</summary>
internal static class Cast
{
    public static AffineTensor Lower(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        return To(node, tensor, Target(node));
    }

    /// <summary>To the type of the second operand, of which only the kind is known here.</summary>
    public static AffineTensor Like(NodeContext node) =>
        To(node, node.InputOrHead(0), node.InputOrHead(1).Kind == ElementKind.Integer ? ElementType.Int64 : ElementType.Float);

    private static AffineTensor To(NodeContext node, AffineTensor tensor, ElementType target)
    {
        if (ElementTypes.IsReal(target))
        {
            return new AffineTensor(tensor.Shape, tensor.Bias, tensor.Blocks, ElementKind.Real, tensor.Head) { Labels = tensor.Labels };
        }

        if (WholeInputs.Is(tensor) && target is ElementType.Int64 or ElementType.Int32)
        {
            return tensor;
        }

        if (!tensor.IsConstant || ElementTypes.Size(target) == 0)
        {
            throw node.Node.Unsupported($"a cast of values that depend on the input to {ElementTypes.Name(target)} cuts off fractions, so it is not continuous.", "Export the model without casts to integers.");
        }

        double[] values = target == ElementType.Bool
            ? Array.ConvertAll(tensor.Bias, static v => v != 0 ? 1.0 : 0.0)
            : Array.ConvertAll(tensor.Bias, Math.Truncate);
        return AffineTensor.Constant(tensor.Shape, values, ElementKind.Integer);
    }

    /// <summary>Before version 6 the type was written as its name.</summary>
    private static ElementType Target(NodeContext node)
    {
        if (node.Opset >= 6)
        {
            return (ElementType)node.Attributes.Int("to", 0);
        }

        string name = node.Attributes.Text("to") ?? "";
        return Enum.TryParse(name, ignoreCase: true, out ElementType type) ? type : ElementType.Undefined;
    }
}
