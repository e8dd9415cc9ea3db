using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>How a kernel slides over the spatial axes of a tensor (those after batch and channel): convolutions and pools.</summary>
internal sealed class Windows
{
    /// <summary>Marks an element of the kernel that stands on the padding.</summary>
    private const int Padding = -1;

    /// <summary>Marks one that stands beyond the padding, where the last place of the kernel juts out.</summary>
    private const int Beyond = -2;

    private readonly int[] places;

    private Windows(WindowAxis[] axes, int[] strides, Budget budget)
    {
        OutputShape = Array.ConvertAll(axes, static a => a.Outputs);
        budget.RequireArray(Dimensions.Count(OutputShape));
        OutputCount = (int)Dimensions.Count(OutputShape);
        int[] kernel = Array.ConvertAll(axes, static a => a.Kernel);
        budget.RequireArray(Dimensions.Count(kernel));
        KernelCount = (int)Dimensions.Count(kernel);
        budget.Charge((long)OutputCount * KernelCount);
        places = new int[OutputCount * KernelCount];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = Place(axes, strides, i / KernelCount, i % KernelCount);
        }
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

    /// <summary>Where an element of the kernel stands, as a distance from the first element of its channel; negative beside the tensor.</summary>
    public int At(int output, int element) => places[(output * KernelCount) + element];

    /// <summary>True if an element of the kernel stands on the tensor or its padding, not beyond both.</summary>
    public bool IsPadded(int output, int element) => At(output, element) != Beyond;

    private static int Place(WindowAxis[] axes, int[] strides, int output, int element)
    {
        int place = 0;
        for (int a = axes.Length - 1; a >= 0; a--)
        {
            long at = axes[a].Place(output % axes[a].Outputs, element % axes[a].Kernel);
            if (at < -axes[a].Before || at >= axes[a].Size + axes[a].After)
            {
                return Beyond;
            }

            // Padding along one axis may yet turn out to be beyond it along another.
            place = at < 0 || at >= axes[a].Size ? Padding : place == Padding ? Padding : place + ((int)at * strides[a]);
            output /= axes[a].Outputs;
            element /= axes[a].Kernel;
        }

        return place;
    }

    private static long[] Sizes(NodeContext node, string name, int count, int least)
    {
        IReadOnlyList<long> stated = node.Attributes.Ints(name) ?? Enumerable.Repeat(1L, count).ToArray();
        return stated.Count == count && stated.All(size => size >= least && size <= int.MaxValue)
            ? stated.ToArray()
            : throw node.Node.Misshapen($"its {name} [{string.Join(", ", stated.Take(8))}] must be {count} numbers from {least}.");
    }
}
