using System;
using System.Collections.Generic;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Preprocessing of the classical operator set (ai.onnx.ml).</summary>
internal static class Classical
{
    /// <summary>(x - offset) · scale, one of each a feature (the last axis) or one for all.</summary>
    public static AffineTensor Scaler(NodeContext node)
    {
        AffineTensor x = node.Input(0);
        AffineTensor shifted = Elementwise.Add(x, Feature(node, x, "offset", 0), -1, node.Budget)!;
        return Elementwise.Scale(shifted, Feature(node, x, "scale", 1), divide: false, node.Budget)!;
    }

    private static AffineTensor Feature(NodeContext node, AffineTensor x, string name, float otherwise)
    {
        IReadOnlyList<float> values = node.Attributes.Floats(name) ?? [otherwise];
        int features = x.Rank == 0 ? 1 : x.Shape[x.Rank - 1];
        if (values.Count != 1 && values.Count != features)
        {
            throw node.Node.Misshapen($"it has {values.Count} numbers of {name} for {features} features.");
        }

        var numbers = new double[values.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = values[i];
        }

        return AffineTensor.Constant(numbers.Length == 1 ? [] : [numbers.Length], numbers);
    }
}
