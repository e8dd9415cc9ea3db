using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>What is written as ONNX is valid and reads back as the same network.</summary>
public class OnnxWriterTests
{
    private const string ManySources = """
        relunet 1
        link softmax
        input "a"
        input "b"
        stage 3 0
        d 0.1 0 1 -1
        d 0.2 0.25 2 0.5
        d 0.3 -1 0.5 0.125
        stage 2 0 1
        d 1 0.01 1 2 3 4 5
        d -1 0.01 0.1 0.2 0.3 0.4 0.5
        output 2 0 1 2
        d 0 1 2 3 4 5 6 7
        d 0.5 7 6 5 4 3 2 1
        end

        """;

    public static TheoryData<string> Covered => Coverage.Covered;

    [DataTheory]
    [MemberData(nameof(Covered))]
    public void A_network_reads_back_with_the_same_hash(string name)
    {
        Network network = ModelFile.Read(ReferenceFile.Read(name).ModelPath).Network;
        byte[] bytes = Write(network);
        AssertValid(bytes, network);
        Assert.Equal(network.ContentHash, Read(bytes).ContentHash);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("sigmoid")]
    [InlineData("softmax")]
    [InlineData("tanh")]
    public void Several_sources_slopes_and_links_are_kept(string link)
    {
        Network network = NetworkReader.Read(ManySources.Replace("softmax", link)).Network;
        byte[] bytes = Write(network);
        AssertValid(bytes, network);
        Assert.Equal(network.ContentHash, Read(bytes).ContentHash);
        Assert.Equal(bytes, Write(network));
    }

    [Fact]
    public void A_stage_without_sources_gets_weights_of_zero()
    {
        Network network = NetworkReader.Read("relunet 1\ninput \"a\"\nstage 1\nd 2 0\noutput 1 1\nd 1 3\nend\n").Network;
        byte[] bytes = Write(network);
        AssertValid(bytes, network);
        Assert.Equal([7], Graph.Evaluate(Read(bytes), -5));
    }

    private static byte[] Write(Network network)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(network, stream);
        return stream.ToArray();
    }

    private static Network Read(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        return ModelFile.Read(folder.Write("model.onnx", bytes)).Network;
    }

    /// <summary>The rules of onnx.checker for what is used here: versions, unique names, topological order, types and shapes.</summary>
    private static void AssertValid(byte[] bytes, Network network)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(bytes);
        OperatorSetIdProto opset = Assert.Single(model.OpsetImport);
        Assert.Equal((8, "", 13), (model.IrVersion, opset.Domain, opset.Version));
        GraphProto graph = model.Graph;
        Assert.NotEmpty(graph.Name);
        Assert.Equal(network.InputCount, Width(Assert.Single(graph.Input)));
        Assert.Equal(network.OutputCount, Width(Assert.Single(graph.Output)));

        var shapes = new Dictionary<string, long[]> { [graph.Input[0].Name] = [network.InputCount] };
        foreach (TensorProto tensor in graph.Initializer)
        {
            Assert.Equal(1, tensor.DataType);
            Assert.Equal(tensor.Dims.Aggregate(4L, static (size, d) => size * d), tensor.RawData.Length);
            Assert.True(shapes.TryAdd(tensor.Name, [.. tensor.Dims]), tensor.Name);
        }

        Assert.Equal(graph.Node.Count, graph.Node.Select(static n => n.Name).Distinct().Count());
        foreach (NodeProto node in graph.Node)
        {
            // In the order of the file every operand is known: that is the topological order which ONNX asks for.
            long[][] operands = node.Input.Select(name => shapes[name]).ToArray();
            Assert.True(shapes.TryAdd(Assert.Single(node.Output), [WidthOf(node, operands)]), node.Output[0]);
        }

        Assert.Equal([network.OutputCount], shapes[graph.Output[0].Name]);
    }

    private static long WidthOf(NodeProto node, long[][] operands)
    {
        switch (node.OpType)
        {
            case "Gemm":
                Assert.Equal(("transB", 1), (node.Attribute[0].Name, node.Attribute[0].I));
                Assert.Equal((operands[0][0], operands[1][0]), (operands[1][1], operands[2][0]));
                return operands[1][0];
            case "Concat":
                Assert.Equal(("axis", 1), (node.Attribute[0].Name, node.Attribute[0].I));
                return operands.Sum(static o => o[0]);
            case "PRelu":
                Assert.Equal(operands[0], operands[1]);
                return operands[0][0];
            default:
                Assert.Contains(node.OpType, (string[])["Relu", "LeakyRelu", "Sigmoid", "Softmax", "Tanh"]);
                Assert.Single(operands);
                return operands[0][0];
        }
    }

    private static long Width(ValueInfoProto value)
    {
        Assert.Equal(1, value.Type.TensorType.ElemType);
        Assert.Equal("batch", value.Type.TensorType.Shape.Dim[0].DimParam);
        return value.Type.TensorType.Shape.Dim[1].DimValue;
    }
}
