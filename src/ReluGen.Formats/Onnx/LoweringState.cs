using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>What all nodes of one lowering share.</summary>
internal sealed class LoweringState(int opset, NetworkBuilder builder, TensorReader tensors, Budget budget)
{
    private readonly List<ActivationGroup> activations = [];

    public int Opset { get; } = opset;

    public NetworkBuilder Builder { get; } = builder;

    public TensorReader Tensors { get; } = tensors;

    public Budget Budget { get; } = budget;

    /// <summary>True once integer weights were made real numbers.</summary>
    public bool HasQuantizedWeights { get; set; }

    /// <summary>The activation nodes so far; a node with several kinks an element has a group a kink.</summary>
    public IReadOnlyList<ActivationGroup> Activations => activations;

    /// <summary>z > 0 ? z : slope · z on every element, as neurons of <paramref name="node"/>.</summary>
    public AffineTensor Activate(OnnxNode node, AffineTensor z, float[] slopes) => Activate(node, z, slopes, 1);

    /// <summary>The same where <paramref name="z"/> has the pre-activations of all elements for one kink after another: a group a kink.</summary>
    /// <remarks>An activation of constants is itself a constant and makes no neurons.</remarks>
    public AffineTensor Activate(OnnxNode node, AffineTensor z, float[] slopes, int kinks)
    {
        if (z.IsConstant)
        {
            double[] values = z.Bias.Select((v, i) => v > 0 ? v : slopes[i] * v).ToArray();
            return AffineTensor.Constant(z.Shape, values, z.Kind);
        }

        try
        {
            (AffineTensor result, int[] neurons) = Builder.Activate(z, slopes);
            int elements = neurons.Length / kinks;
            for (int kink = 0; kink < kinks; kink++)
            {
                activations.Add(new ActivationGroup(node.Name, node.Operator, neurons.AsSpan(kink * elements, elements).ToArray()));
            }

            return result;
        }
        catch (InputException e) when (e.Error.Id == InputErrorIds.Shape)
        {
            throw node.Misshapen(e.Message);
        }
    }
}
