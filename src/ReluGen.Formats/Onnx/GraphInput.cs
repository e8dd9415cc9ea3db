using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>The graph's input as it is declared: one row of a batch, as far as its shape says so.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its dimensions; an open batch dimension is 1.</param>
internal sealed record GraphInput(string Name, ElementType Type, int[] Shape)
{
    /// <summary>Most elements of an input that are read.</summary>
    public const int MostFeatures = 1 << 20;

    /// <summary>Rows of a batch that the file fixes; 1 where there is no such batch.</summary>
    public int FixedBatch => Shape.Length > 1 ? Shape[0] : 1;

    /// <summary>The shape with a batch of one row.</summary>
    public int[] ShapeOfOneRow()
    {
        var shape = (int[])Shape.Clone();
        shape[0] = 1;
        return shape;
    }

    /// <exception cref="InputException">The input is not a tensor of numbers with known sizes.</exception>
    public static GraphInput Of(ValueInfoProto declared)
    {
        string what = "Graph input " + DisplayText.Quote(declared.Name);
        if (declared.Type?.TensorType is not { } tensor)
        {
            throw new InputException(InputErrorIds.Unsupported, $"{what} is not declared as a tensor.");
        }

        var type = (ElementType)tensor.ElemType;
        if (!ElementTypes.IsReal(type) && !WholeInputs.IsWhole(type))
        {
            throw new InputException(InputErrorIds.Unsupported, $"{what} has element type {ElementTypes.Name(type)}; supported are FLOAT, DOUBLE, FLOAT16, BFLOAT16 and INT8 to INT64.");
        }

        if (tensor.Shape is null)
        {
            throw new InputException(InputErrorIds.Shape, $"{what} has no declared shape. Export the model with the shape of its input.");
        }

        long[] dimensions = tensor.Shape.Dim.Select(static (d, axis) => Dimension(d, axis)).ToArray();
        if (!Dimensions.TryCount(dimensions, out int[] shape, out int count) || count is 0 or > MostFeatures)
        {
            throw new InputException(
                InputErrorIds.Shape,
                $"{what} has the shape [{string.Join(", ", tensor.Shape.Dim.Take(8).Select(Text))}]; expected a fixed number of features from 1 to {MostFeatures} after the batch dimension.");
        }

        return new GraphInput(declared.Name, type, shape);
    }

    /// <summary>The leading dimension that an output is declared to have; null where it is open or the shape is missing.</summary>
    public static long? DeclaredRows(ValueInfoProto output)
    {
        IList<TensorShapeProto.Types.Dimension>? dimensions = output.Type?.TensorType?.Shape?.Dim;
        return dimensions is { Count: > 0 } && dimensions[0].HasDimValue && dimensions[0].DimValue > 0 ? dimensions[0].DimValue : null;
    }

    /// <summary>A symbolic or missing size is one row if it leads, and unusable elsewhere.</summary>
    private static long Dimension(TensorShapeProto.Types.Dimension dimension, int axis) =>
        dimension.HasDimValue && (dimension.DimValue != 0 || axis > 0) ? dimension.DimValue
        : axis == 0 ? 1
        : 0;

    private static string Text(TensorShapeProto.Types.Dimension dimension) =>
        dimension.HasDimValue ? dimension.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : dimension.DimParam.Length > 0 ? DisplayText.Quote(dimension.DimParam)
        : "?";
}
