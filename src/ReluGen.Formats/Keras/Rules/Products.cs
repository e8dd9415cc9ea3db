using ReluGen.Formats.Layers;

namespace ReluGen.Formats.Keras.Rules;

/// <summary>Dense: x · kernel + bias, then the activation.</summary>
internal static class Products
{
    public static LayerTensor Dense(KerasNode node)
    {
        // Keras 1 says "bias".
        bool hasBias = node.Config["use_bias"]?.Flag ?? node.Config["bias"]?.Flag ?? true;
        node.RequireWeights(hasBias ? 2 : 1);
        LayerTensor product = node.Node("MatMul", node.Input, [node.Weights[0]]);
        LayerTensor sum = hasBias ? node.Node("Add", product, [node.Weights[1]]) : product;
        return KerasActivations.Apply(node, sum, node.Config["activation"]);
    }
}
