using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>
/// Stand-ins for tensors that cannot be lowered, so that the nodes that read them can be looked at too. No network is made of them:
/// where there is one, there is a problem to report.
/// </summary>
internal sealed class Pretence(OnnxGraph graph, LoweringState state)
{
    private const long MostElements = 500_000;

    private long elements;

    /// <summary>True once there is a stand-in.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>A stand-in in the declared shape of a tensor; null where the file does not declare it.</summary>
    public AffineTensor? Of(string name) => DeclaredShape(name) is { } shape ? Of(shape) : null;

    /// <summary>Stand-ins for the outputs of a node that cannot be lowered; null for those of which nothing is known.</summary>
    public AffineTensor?[] Outputs(OnnxNode node, AffineTensor?[] inputs)
    {
        IsTouched = true;
        bool isConstant = inputs.All(static tensor => tensor is null || tensor.IsConstant);
        return node.Proto.Output.Select((name, i) => isConstant ? null : Of(name) ?? (i == 0 && inputs.FirstOrDefault() is { } first ? Of(first.Shape) : null)).ToArray();
    }

    /// <summary>The same tensor without a link on it.</summary>
    public AffineTensor? WithoutHead(AffineTensor? tensor)
    {
        IsTouched = true;
        return tensor?.Head is null ? tensor : new AffineTensor(tensor.Shape, tensor.Bias, tensor.Blocks, tensor.Kind);
    }

    /// <summary>The shape that the file declares for a tensor, an open leading dimension being one row; null where it declares none.</summary>
    public int[]? DeclaredShape(string name)
    {
        if (!graph.Declarations.TryGetValue(name, out ValueInfoProto? declared) || declared.Type?.TensorType?.Shape is not { } shape)
        {
            return null;
        }

        long[] dimensions = shape.Dim.Select(static (d, axis) => d.HasDimValue ? d.DimValue : axis == 0 ? 1 : -1).ToArray();
        return Dimensions.TryCount(dimensions, out int[] sizes, out _) ? sizes : null;
    }

    /// <summary>Each element pretends to be the first input; null if there are too many.</summary>
    private AffineTensor? Of(int[] shape)
    {
        IsTouched = true;
        long count = Dimensions.Count(shape);
        elements += count;
        return elements <= MostElements
            ? new AffineTensor(shape, new double[count], [new SelectionBlock(0, state.Builder.InputCount, new int[count], new double[count])])
            : null;
    }
}
