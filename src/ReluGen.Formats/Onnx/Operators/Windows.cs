using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>How a kernel slides over the spatial axes of a tensor (those after batch and channel): convolutions and pools.</summary>
internal sealed class Windows
{
    private readonly WindowAxis[] axes;
    private readonly int[] strides;

    private Windows(WindowAxis[] axes, int[] strides, Budget budget)
    {
        this.axes = axes;
        this.strides = strides;
        OutputShape = Array.ConvertAll(axes, static a => a.Outputs);
        budget.RequireArray(Dimensions.Count(OutputShape));
        OutputCount = (int)Dimensions.Count(OutputShape);
        budget.RequireArray(Dimensions.Count(Array.ConvertAll(axes, static a => a.Kernel)));
        KernelCount = (int)Dimensions.Count(Array.ConvertAll(axes, static a => a.Kernel));
        budget.Work((double)OutputCount * KernelCount);
    }

    /// <summary>Number of places of the kernel along each axis.</summary>
    public int[] OutputShape { get; }

    /// <summary>Number of places of the kernel.</summary>
    public int OutputCount { get; }

    /// <summary>Number of elements of the kernel.</summary>
    public int KernelCount { get; }

    /// <summary>The windows of a node that slides a kernel of the given sizes over a tensor with batch, channel and spatial axes.</summary>
    /// <exception cref="Core.Diagnostics.InputException">Attributes are out of range or do not fit.</exception>
    public static Windows Of(NodeContext node, AffineTensor tensor, IReadOnlyList<long> kernel, bool ceil)
    {
        int rank = kernel.Count;
        if (tensor.Rank != rank + 2 || rank == 0)
        {
            throw node.Node.Misshapen($"a kernel with {rank} axes does not slide over a tensor of shape {DisplayText.Shape(tensor.Shape)}; expected batch, channel and {rank} spatial axes.");
        }

        long[] steps = Sizes(node, "strides", rank, least: 1);
        long[] dilations = Sizes(node, "dilations", rank, least: 1);
        long[] pads = node.Attributes.Has("pads") ? Sizes(node, "pads", 2 * rank, least: 0) : new long[2 * rank];
        string automatic = node.Attributes.Text("auto_pad") ?? "NOTSET";
        var axes = new WindowAxis[rank];
        for (int a = 0; a < rank; a++)
        {
            if (kernel[a] is < 1 or > int.MaxValue)
            {
                throw node.Node.Misshapen($"a kernel of {kernel[a]} elements along an axis is not possible.");
            }

            axes[a] = WindowAxis.Of(node, tensor.Shape[a + 2], (int)kernel[a], (int)steps[a], (int)dilations[a], pads[a], pads[rank + a], automatic, ceil);
        }

        return new Windows(axes, AxisMap.Strides(tensor.Shape).Skip(2).ToArray(), node.Budget);
    }

    /// <summary>Where an element of the kernel stands, as a distance from the first element of its channel; <see cref="AxisMap.Outside"/> beside the tensor.</summary>
    public int At(int output, int element)
    {
        int place = 0;
        for (int a = axes.Length - 1; a >= 0; a--)
        {
            int at = axes[a].At(output % axes[a].Outputs, element % axes[a].Kernel);
            if (at == AxisMap.Outside)
            {
                return AxisMap.Outside;
            }

            place += at * strides[a];
            output /= axes[a].Outputs;
            element /= axes[a].Kernel;
        }

        return place;
    }

    /// <summary>True if an element of the kernel stands on the tensor or its padding, not beyond both.</summary>
    public bool IsPadded(int output, int element)
    {
        for (int a = axes.Length - 1; a >= 0; a--)
        {
            if (!axes[a].IsPadded(output % axes[a].Outputs, element % axes[a].Kernel))
            {
                return false;
            }

            output /= axes[a].Outputs;
            element /= axes[a].Kernel;
        }

        return true;
    }

    private static long[] Sizes(NodeContext node, string name, int count, int least)
    {
        IReadOnlyList<long> stated = node.Attributes.Ints(name) ?? Enumerable.Repeat(1L, count).ToArray();
        return stated.Count == count && stated.All(size => size >= least && size <= int.MaxValue)
            ? stated.ToArray()
            : throw node.Node.Misshapen($"its {name} [{string.Join(", ", stated.Take(8))}] must be {count} numbers from {least}.");
    }
}
