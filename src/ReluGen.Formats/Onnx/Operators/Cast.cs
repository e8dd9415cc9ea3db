using System;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Cast: between floating-point types it changes nothing here (numbers are folded in double); to integers only for constants.</summary>
internal static class Cast
{
    public static AffineTensor Lower(NodeContext node)
    {
        AffineTensor tensor = node.InputOrHead(0);
        ElementType target = Target(node);
        if (ElementTypes.IsReal(target))
        {
            return new AffineTensor(tensor.Shape, tensor.Bias, tensor.Blocks, ElementKind.Real, tensor.Head);
        }

        if (!tensor.IsConstant || ElementTypes.Size(target) == 0)
        {
            throw node.Node.Unsupported($"a cast to {ElementTypes.Name(target)} is supported for constants only, and to INT32, INT64 and BOOL.");
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
