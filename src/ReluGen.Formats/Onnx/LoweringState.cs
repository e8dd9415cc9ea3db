using System;
using System.Collections.Generic;
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

    /// <summary>The activation nodes so far.</summary>
    public IReadOnlyList<ActivationGroup> Activations => activations;

    /// <summary>An activation of constants is itself a constant and makes no neurons.</summary>
    public AffineTensor Activate(OnnxNode node, AffineTensor z, float slope)
    {
        if (z.IsConstant)
        {
            double[] values = Array.ConvertAll(z.Bias, v => v > 0 ? v : slope * v);
            return AffineTensor.Constant(z.Shape, values, z.Kind);
        }

        try
        {
            (AffineTensor result, int[] neurons) = Builder.Activate(z, slope);
            activations.Add(new ActivationGroup(node.Name, node.Operator, neurons));
            return result;
        }
        catch (InputException e) when (e.Error.Id == InputErrorIds.Shape)
        {
            throw node.Misshapen(e.Message);
        }
    }
}
