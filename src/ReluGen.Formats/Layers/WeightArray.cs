using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.Layers;

/// <summary>An array of weights as it lies in a file.</summary>
/// <param name="Name">Its name in the file, for messages.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Data">The elements, row-major, little-endian; as many bytes as the shape needs.</param>
internal sealed record WeightArray(string Name, int[] Shape, ElementType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>The numbers of rows, as float32: what a text format spells.</summary>
    public static WeightArray Of(string name, int[] shape, IEnumerable<double[]> rows)
    {
        float[] singles = rows.SelectMany(static row => row).Select(static v => (float)v).ToArray();
        return new WeightArray(name, shape, ElementType.Float, MemoryMarshal.AsBytes(singles.AsSpan()).ToArray());
    }
}
