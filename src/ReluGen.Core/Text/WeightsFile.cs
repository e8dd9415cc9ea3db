using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Text;

/// <summary>
/// The numbers of a large network as bytes: a build embeds them as a resource, since a compiler takes seconds and gigabytes to read millions
/// of literals. A header, then float32 numbers, little-endian: stage by stage and neuron by neuron the bias, then the weights.
/// </summary>
public static class WeightsFile
{
    /// <summary>Up to so many weights and biases, literals in C# are quick enough: docs/kernels.md has what they cost.</summary>
    public const int MostLiterals = 1 << 20;

    /// <summary>True if <paramref name="network"/> has more numbers than fit literals.</summary>
    public static bool IsUsedFor(Network network) => network.ParameterCount > MostLiterals;

    /// <summary>The header, in ASCII: code that was generated for another network does not accept the numbers. Its length is a multiple of 4.</summary>
    public static string HeaderOf(Network network) => "relugen weights " + network.ContentHash;

    /// <summary>Writes the numbers of <paramref name="network"/>: the same bytes for the same network.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Network network, Stream stream)
    {
        byte[] header = Encoding.ASCII.GetBytes(HeaderOf(network));
        stream.Write(header, 0, header.Length);
        foreach (HiddenStage stage in network.Stages)
        {
            Write(stage, stream);
        }

        Write(network.Output, stream);
    }

    private static void Write(AffineStage stage, Stream stream)
    {
        var bytes = new byte[sizeof(float) * (1 + stage.FanIn)];
        Span<float> row = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (int neuron = 0; neuron < stage.Width; neuron++)
        {
            stage.CopyRowTo(neuron, row);
            stream.Write(bytes, 0, bytes.Length);
        }
    }
}
