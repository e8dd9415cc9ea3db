using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Activations with one kink at zero: each element becomes a neuron.</summary>
internal static class Activations
{
    public static AffineTensor Relu(NodeContext node) => node.Activate(node.Input(0), 0);

    public static AffineTensor LeakyRelu(NodeContext node) => node.Activate(node.Input(0), node.Attributes.Float("alpha", 0.01f));
}
