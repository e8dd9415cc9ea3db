using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Operators that change nothing at inference.</summary>
internal static class PassThrough
{
    public static AffineTensor Identity(NodeContext node) => node.InputOrHead(0);

    /// <summary>Dropout drops only while training: an operand from version 12 on, the opposite of is_test before version 7.</summary>
    public static AffineTensor Dropout(NodeContext node)
    {
        bool training = node.HasInput(2)
            ? node.Constant(2, "training_mode").Bias is not { Length: 1 } flag || flag[0] != 0
            : node.Opset < 7 && !node.Attributes.Flag("is_test");
        return training
            ? throw node.Node.Unsupported("it is in training mode. Export the model in evaluation mode.")
            : node.InputOrHead(0);
    }
}
