using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Onnx.Schema;
using AttributeType = ReluGen.Formats.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace ReluGen.Formats.Onnx;

/// <summary>Writes a network as an ONNX model: a Gemm a stage over its joined sources, an activation, and the link.</summary>
/// <remarks>
/// The same network gives the same bytes. Weights keep their bits, so that reading the model again gives the same network; only a
/// weight of -0 becomes 0, and a stage without sources becomes one with weights of 0. Names, domain and regions have no place in ONNX.
/// </remarks>
public static class OnnxWriter
{
    /// <summary>Name of the input, of shape [batch, inputs].</summary>
    public const string Input = "input";

    /// <summary>Name of the output, of shape [batch, outputs].</summary>
    public const string Output = "output";

    // Operator set 13 is read by every runtime of 2021 and later, and no operator used here has changed its meaning since; IR version 8
    // goes with it.
    private const int IrVersion = 8;
    private const int Opset = 13;

    /// <summary>Protobuf messages end at 2 GiB; a part is left for names and shapes.</summary>
    private const long MostWeightBytes = int.MaxValue - (1L << 26);

    /// <summary>Writes <paramref name="network"/>.</summary>
    /// <exception cref="InputException">Its weights do not fit an ONNX file.</exception>
    public static void Write(Network network, Stream stream)
    {
        if (network.ParameterCount * sizeof(float) > MostWeightBytes)
        {
            throw new InputException(InputErrorIds.TooLarge, $"The network has {network.ParameterCount} weights and biases, more than an ONNX file of 2 GiB holds; write a .relunet.");
        }

        Model(network).WriteTo(stream);
    }

    private static ModelProto Model(Network network)
    {
        var graph = new GraphProto { Name = "network" };
        graph.Input.Add(Declaration(Input, network.InputCount));
        graph.Output.Add(Declaration(Output, network.OutputCount));
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            AddGemm(graph, network, stage, NameOf(l), NameOf(l) + ".z");
            AddActivation(graph, stage, NameOf(l));
        }

        bool hasLink = network.Link != Link.Identity;
        AddGemm(graph, network, network.Output, Output, hasLink ? Output + ".z" : Output);
        if (hasLink)
        {
            NodeProto link = Add(graph, network.Link.ToString(), Output, Output + ".z");
            if (network.Link == Link.Softmax)
            {
                link.Attribute.Add(new AttributeProto { Name = "axis", I = -1, Type = AttributeType.Int });
            }
        }

        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "ReluGen", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        return model;
    }

    /// <summary>Name of the activations of a source.</summary>
    private static string NameOf(int source) => source == 0 ? Input : FormattableString.Invariant($"stage{source}");

    /// <summary>result = sources · Wᵀ + b, the sources joined where they are several.</summary>
    private static void AddGemm(GraphProto graph, Network network, AffineStage stage, string name, string result)
    {
        string source = stage.Blocks.Count == 0 ? Input : NameOf(stage.Blocks[0].Source);
        if (stage.Blocks.Count > 1)
        {
            source = name + ".sources";
            Add(graph, "Concat", source, [.. stage.Blocks.Select(static block => NameOf(block.Source))])
                .Attribute.Add(new AttributeProto { Name = "axis", I = 1, Type = AttributeType.Int });
        }

        float[] weights = stage.Blocks.Count == 0 ? new float[stage.Width * network.InputCount] : Weights(stage);
        graph.Initializer.Add(Tensor(name + ".weight", weights, stage.Width, weights.Length / stage.Width));
        graph.Initializer.Add(Tensor(name + ".bias", stage.Bias.ToArray(), stage.Width));
        Add(graph, "Gemm", result, source, name + ".weight", name + ".bias")
            .Attribute.Add(new AttributeProto { Name = "transB", I = 1, Type = AttributeType.Int });
    }

    private static float[] Weights(AffineStage stage)
    {
        var weights = new float[stage.Width * stage.FanIn];
        var row = new float[1 + stage.FanIn];
        for (int i = 0; i < stage.Width; i++)
        {
            stage.CopyRowTo(i, row);
            row.AsSpan(1).CopyTo(weights.AsSpan(i * stage.FanIn));
        }

        return weights;
    }

    private static void AddActivation(GraphProto graph, HiddenStage stage, string name)
    {
        float[] slopes = stage.Slopes.ToArray();
        if (stage.IsRelu)
        {
            Add(graph, "Relu", name, name + ".z");
        }
        else if (Array.TrueForAll(slopes, slope => slope == slopes[0]))
        {
            Add(graph, "LeakyRelu", name, name + ".z").Attribute.Add(new AttributeProto { Name = "alpha", F = slopes[0], Type = AttributeType.Float });
        }
        else
        {
            graph.Initializer.Add(Tensor(name + ".slope", slopes, slopes.Length));
            Add(graph, "PRelu", name, name + ".z", name + ".slope");
        }
    }

    private static NodeProto Add(GraphProto graph, string operation, string result, params string[] operands)
    {
        var node = new NodeProto { Name = result + "." + operation.ToLowerInvariant(), OpType = operation };
        node.Input.AddRange(operands);
        node.Output.Add(result);
        graph.Node.Add(node);
        return node;
    }

    private static TensorProto Tensor(string name, float[] values, params int[] shape)
    {
        byte[] bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            // Raw data is little-endian whatever the machine.
            for (int at = 0; at < bytes.Length; at += sizeof(float))
            {
                Array.Reverse(bytes, at, sizeof(float));
            }
        }

        var tensor = new TensorProto { Name = name, DataType = (int)ElementType.Float, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.AddRange(shape.Select(static size => (long)size));
        return tensor;
    }

    private static ValueInfoProto Declaration(string name, int width)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = width });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)ElementType.Float, Shape = shape } } };
    }
}
