using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
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
        return tensor.Head is not { } head
            ? tensor
            : throw new Refusal(
                $"{head.Node}, read by {Node}",
                $"{head.Operator} is not piecewise linear.",
                "It is supported only as the last operator before the output, where it becomes the link. Elsewhere train with ReLU or LeakyReLU instead (Stable-Baselines3: policy_kwargs=dict(activation_fn=torch.nn.ReLU)).")
            {
                IsAboutLink = true,
            };
    }

    /// <summary>Operand <paramref name="index"/>, with the link on it if there is one: for operators that only move elements.</summary>
    /// <exception cref="InputException">The operand is left out.</exception>
    public AffineTensor InputOrHead(int index)
    {
        AffineTensor tensor = InputOrClass(index);
        return tensor.ChosenBy is { } chooser
            ? throw Node.Unsupported($"it reads a class that {chooser} chooses; the number of a class jumps, so it is not piecewise linear.", "Use the scores instead, or cut the graph before the class is chosen.")
            : tensor.Kind == ElementKind.Text
                ? throw Node.Unsupported($"its input {index} holds text.")
                : tensor;
    }

    /// <summary>Operand <paramref name="index"/> whatever it is: numbers, text, or the choice of a class.</summary>
    /// <exception cref="InputException">The operand is left out.</exception>
    public AffineTensor InputOrClass(int index) =>
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

        // 2^63 - 1, which means "to the end", is 2^63 as a double.
        return System.Array.ConvertAll(tensor.Bias, static v => v >= long.MaxValue ? long.MaxValue : (long)v);
    }

    /// <summary>A list of whole numbers that is an operand in newer versions of an operator and an attribute in older ones; null where it is left out.</summary>
    public IReadOnlyList<long>? Integers(int index, string name, int operandSince) =>
        Opset < operandSince ? Attributes.Ints(name)
        : HasInput(index) ? Integers(index, name)
        : null;

    /// <summary>Operand <paramref name="index"/>, a constant of one element.</summary>
    /// <exception cref="InputException">It is not a constant of one element.</exception>
    public double Scalar(int index, string name)
    {
        AffineTensor tensor = Constant(index, name);
        return tensor.Count == 1 ? tensor.Bias[0] : throw Node.Misshapen($"its {name} has {tensor.Count} elements; expected one.");
    }

    /// <summary>The elements rows[i] of <paramref name="tensor"/>, with the link on it if there is one.</summary>
    /// <exception cref="Refusal">The link needs all elements, and some are left out or repeated.</exception>
    public AffineTensor Rearrange(AffineTensor tensor, int[] shape, int[] rows)
    {
        AffineTensor result = tensor.Gather(shape, rows, null, divide: false, Budget);
        if (tensor.Head is not { } head)
        {
            return result;
        }

        bool isElementwise = head.Link is Link.Sigmoid or Link.Tanh;
        return isElementwise || (rows.Length == tensor.Count && rows.Distinct().Count() == rows.Length)
            ? result.WithHead(head)
            : throw Node.Unsupported($"it takes a part of the output of {head.Node}.", "Make all of it an output.");
    }

    /// <summary>z > 0 ? z : slope · z on every element; the neurons are recorded under this node.</summary>
    public AffineTensor Activate(AffineTensor z, float slope) => Activate(z, Slopes(z.Count, slope));

    /// <summary>The same with a slope an element.</summary>
    public AffineTensor Activate(AffineTensor z, float[] slopes) => state.Activate(Node, z, slopes);

    /// <summary>relu(first) and relu(second), of one shape, in one hidden stage; each is a group of neurons of this node.</summary>
    public (AffineTensor First, AffineTensor Second) ActivateBoth(AffineTensor first, AffineTensor second)
    {
        // Neurons that are there already are not made again.
        if (first.IsConstant || second.IsConstant || state.Builder.IsActivated(first) || state.Builder.IsActivated(second))
        {
            return (Activate(first, 0), Activate(second, 0));
        }

        AffineTensor both = state.Activate(Node, Concatenation.Flat([first, second], Budget), Slopes(2 * first.Count, 0), kinks: 2);
        return (Half(0), Half(first.Count));

        AffineTensor Half(int from) => both.Gather(first.Shape, AxisMap.Straight(first.Count, 1, from), null, divide: false, Budget);
    }

    /// <summary>Remembers that weights were quantised, for a note.</summary>
    public void NoteQuantized() => state.HasQuantizedWeights = true;

    private float[] Slopes(int count, float slope)
    {
        Budget.Charge(count);
        var slopes = new float[count];
        for (int i = 0; i < count; i++)
        {
            slopes[i] = slope;
        }

        return slopes;
    }
}
