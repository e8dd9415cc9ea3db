using System;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>How a kernel slides along one axis.</summary>
/// <param name="Size">Elements of the axis.</param>
/// <param name="Kernel">Elements of the kernel.</param>
/// <param name="Stride">Distance between places of the kernel.</param>
/// <param name="Dilation">Distance between elements of the kernel.</param>
/// <param name="Before">Padding before the axis.</param>
/// <param name="After">Padding after it.</param>
/// <param name="Outputs">Places of the kernel.</param>
internal sealed record WindowAxis(int Size, int Kernel, int Stride, int Dilation, long Before, long After, int Outputs)
{
    /// <exception cref="Core.Diagnostics.InputException">The kernel does not fit anywhere.</exception>
    public static WindowAxis Of(NodeContext node, int size, int kernel, int stride, int dilation, long before, long after, string automatic, bool ceil)
    {
        long extent = (kernel - 1L) * dilation + 1;
        if (automatic is "SAME_UPPER" or "SAME_LOWER")
        {
            // As many places as strides fit in the axis; an odd element of padding goes to the end that the name says.
            long places = (size + stride - 1L) / stride;
            long padding = Math.Max(0, ((places - 1) * stride) + extent - size);
            before = automatic == "SAME_UPPER" ? padding / 2 : padding - (padding / 2);
            after = padding - before;
        }
        else if (automatic == "VALID")
        {
            before = after = 0;
        }
        else if (automatic != "NOTSET")
        {
            throw node.Node.Malformed($"the padding {DisplayText.Quote(automatic)} is not known.");
        }

        long room = size + before + after - extent;
        if (room < 0)
        {
            throw node.Node.Misshapen($"a kernel that spans {extent} elements does not fit an axis of {size} elements with padding of {before} and {after}.");
        }

        long outputs = ((ceil ? room + stride - 1 : room) / stride) + 1;
        if (ceil && (outputs - 1) * stride >= size + before)
        {
            // The last place must begin on the axis or the padding before it.
            outputs--;
        }

        node.Budget.RequireArray(outputs);
        return new WindowAxis(size, kernel, stride, dilation, before, after, (int)outputs);
    }

    /// <summary>Where an element of the kernel stands, counted from the first element of the axis; it may lie beside the axis.</summary>
    public long Place(int output, int element) => ((long)output * Stride) - Before + ((long)element * Dilation);
}
