namespace ReluGen.Formats.Onnx.Operators;

/// <summary>Axis attributes, which may count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis counted from the front.</summary>
    /// <exception cref="Core.Diagnostics.InputException">It is not from -rank to <paramref name="last"/>.</exception>
    public static int Resolve(NodeContext node, long axis, int rank, int last)
    {
        if (axis < -rank || axis > last)
        {
            throw node.Node.Misshapen($"axis {axis} is out of range for a tensor of rank {rank}.");
        }

        return (int)(axis < 0 ? axis + rank : axis);
    }
}
