using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>
/// Inputs of whole numbers, as scikit-learn's exporter declares them for columns of a table. The network takes real numbers in their
/// place, so before a cast to a type of real numbers only operators may read them that do not divide, round or overflow otherwise.
/// </summary>
internal static class WholeInputs
{
    private static readonly HashSet<string> Exact = new(StringComparer.Ordinal)
    {
        "Add", "Cast", "Concat", "Dropout", "Expand", "Flatten", "Gather", "Identity", "Mul", "Neg", "Reshape", "Shape", "Size", "Slice", "Split", "Squeeze", "Sub", "Sum", "Tile", "Transpose", "Unsqueeze",
    };

    /// <summary>Types that an input may have; whole numbers beyond 2^24 are rounded to float32.</summary>
    public static bool IsWhole(ElementType type) => type is ElementType.Int64 or ElementType.Int32 or ElementType.Int16 or ElementType.Int8;

    /// <summary>True for a tensor of whole numbers that depends on the input.</summary>
    public static bool Is(AffineTensor? tensor) => tensor is { IsConstant: false, Kind: ElementKind.Integer };

    /// <exception cref="Refusal">The operator computes something else with whole numbers than with real ones.</exception>
    public static void Require(OnnxNode node, AffineTensor?[] inputs)
    {
        if (inputs.Any(Is) && !(node.IsStandard && Exact.Contains(node.Operator)))
        {
            throw node.Unsupported("it reads whole numbers that depend on the input, with which it may compute otherwise than with real ones.", "Cast the input to FLOAT first, or declare it as FLOAT when the model is exported (skl2onnx: FloatTensorType).");
        }
    }

    /// <summary>What an operator other than a cast makes of whole numbers are whole numbers.</summary>
    public static AffineTensor?[] Marked(OnnxNode node, AffineTensor?[] inputs, AffineTensor?[] results) =>
        node.Operator is "Cast" or "Shape" or "Size" || !inputs.Any(Is) ? results : Array.ConvertAll(results, static r => r?.OfWholeNumbers());
}
