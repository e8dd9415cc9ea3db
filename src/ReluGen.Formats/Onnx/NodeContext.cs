using System.Collections.Generic;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>What an operator sees of the node that it lowers: operands, attributes, and the network that is being built.</summary>
internal sealed class NodeContext(OnnxNode node, IReadOnlyList<AffineTensor?> inputs, LoweringState state)
{
    public OnnxNode Node { get; } = node;

    public NodeAttributes Attributes { get; } = new(node);

    /// <summary>Version of the standard operator set.</summary>
    public int Opset => state.Opset;

    public Budget Budget => state.Budget;

    /// <summary>Decodes tensors that stand in attributes.</summary>
    public TensorReader Tensors => state.Tensors;

    public int InputCount => inputs.Count;

    public bool HasInput(int index) => index < inputs.Count && inputs[index] is not null;

    /// <summary>Operand <paramref name="index"/>.</summary>
    /// <exception cref="InputException">The operand is left out, or is the output of a link such as Sigmoid.</exception>
    public AffineTensor Input(int index)
    {
        AffineTensor tensor = InputOrHead(index);
        return tensor.Head is { } head
            ? throw new InputException(
                InputErrorIds.Unsupported,
                $"{head.Node} is not piecewise linear, and its output is read by {Node}; Sigmoid, Softmax and Tanh are supported only as the last operator before the output.")
            : tensor;
    }

    /// <summary>Operand <paramref name="index"/>, with the link on it if there is one: for operators that only move elements.</summary>
    /// <exception cref="InputException">The operand is left out.</exception>
    public AffineTensor InputOrHead(int index) =>
        HasInput(index) ? inputs[index]! : throw Node.Malformed($"input {index} is missing.");

    /// <summary>Operand <paramref name="index"/>, which must not depend on the graph's input.</summary>
    /// <exception cref="InputException">The operand is left out, or depends on the graph's input.</exception>
    public AffineTensor Constant(int index, string name)
    {
        AffineTensor tensor = Input(index);
        return tensor.IsConstant ? tensor : throw Node.Unsupported($"its {name} depends on the input of the network; only a constant is supported.");
    }

    /// <summary>Operand <paramref name="index"/> as a list of whole numbers.</summary>
    /// <exception cref="InputException">It is not a constant vector of integers.</exception>
    public long[] Integers(int index, string name)
    {
        AffineTensor tensor = Constant(index, name);
        if (tensor.Rank > 1 || tensor.Kind != ElementKind.Integer)
        {
            throw Node.Misshapen($"its {name} must be a vector of integers.");
        }

        return System.Array.ConvertAll(tensor.Bias, static v => (long)v);
    }

    /// <summary>z > 0 ? z : slope · z on every element; the neurons are recorded under this node.</summary>
    public AffineTensor Activate(AffineTensor z, float slope) => state.Activate(Node, z, slope);
}
