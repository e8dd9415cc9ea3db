using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>
/// An ONNX chain of MatMul, Add and Relu with every matrix as it stands in the file: a linear layer without Relu becomes a hidden
/// stage with slope 1. The importer folds such layers and rounds their products, which is another function by a little.
/// </summary>
internal static class UnfoldedChain
{
    /// <summary>Reads the chain; <paramref name="reluStages"/> are the stages, from 1, that belong to a Relu of the file.</summary>
    public static Network Read(string path, out IReadOnlyList<int> reluStages)
    {
        Field[] graph = Fields(Fields(File.ReadAllBytes(path)).Single(field => field.Number == 7).Bytes);
        Dictionary<string, float[]> tensors = graph.Where(field => field.Number == 5).Select(field => Fields(field.Bytes)).ToDictionary(
            tensor => Text(tensor.Single(field => field.Number == 8)),
            tensor => MemoryMarshal.Cast<byte, float>(tensor.Single(field => field.Number == 9).Bytes.Span).ToArray());
        var layers = new List<(float[] W, float[] B, bool Relu)>();
        foreach (Field[] node in graph.Where(field => field.Number == 1).Select(field => Fields(field.Bytes)))
        {
            float[]? constant = node.Where(field => field.Number == 1).Select(field => tensors.GetValueOrDefault(Text(field))).FirstOrDefault(c => c is not null);
            switch (Text(node.Single(field => field.Number == 4)))
            {
                case "MatMul": layers.Add((constant!, [], false)); break;
                case "Add": layers[^1] = layers[^1] with { B = constant! }; break;
                case "Relu": layers[^1] = layers[^1] with { Relu = true }; break;
                default: throw new NotSupportedException("Only chains of MatMul, Add and Relu.");
            }
        }

        return Build(layers, out reluStages);
    }

    private static Network Build(List<(float[] W, float[] B, bool Relu)> layers, out IReadOnlyList<int> reluStages)
    {
        var stages = new List<HiddenStage>();
        var relu = new List<int>();
        foreach ((float[] weights, float[] bias, bool isRelu) in layers.SkipLast(1))
        {
            stages.Add(new HiddenStage([Block(stages.Count, weights, bias.Length)], bias, Enumerable.Repeat(isRelu ? 0f : 1f, bias.Length).ToArray()));
            if (isRelu)
            {
                relu.Add(stages.Count);
            }
        }

        reluStages = relu;
        (float[] last, float[] lastBias, _) = layers[^1];
        return new Network(
            InputFeature.Unnamed(layers[0].W.Length / layers[0].B.Length),
            stages,
            new AffineStage([Block(stages.Count, last, lastBias.Length)], lastBias));
    }

    /// <summary>MatMul multiplies from the right, so the file's matrix is the transpose of ours.</summary>
    private static WeightBlock Block(int source, float[] weights, int rows)
    {
        int columns = weights.Length / rows;
        var transposed = new float[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            transposed[(i % rows * columns) + (i / rows)] = weights[i];
        }

        return new WeightBlock(source, rows, columns, transposed);
    }

    private static string Text(Field field) => Encoding.UTF8.GetString(field.Bytes.Span);

    /// <summary>The fields of a protobuf message; only those with a length have bytes.</summary>
    private static Field[] Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<Field>();
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message.Span, ref at);
            int length = (tag & 7) switch { 1 => 8, 5 => 4, 2 => (int)Varint(message.Span, ref at), _ => 0 };
            if ((tag & 7) == 0)
            {
                Varint(message.Span, ref at);
            }

            fields.Add(new Field((int)(tag >> 3), message.Slice(at, length)));
            at += length;
        }

        return fields.ToArray();
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        int shift = 0;
        do
        {
            value |= (ulong)(bytes[at] & 127) << shift;
            shift += 7;
        }
        while (bytes[at++] > 127);
        return value;
    }

    private readonly record struct Field(int Number, ReadOnlyMemory<byte> Bytes);
}
