using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;
using AttributeType = ReluGen.Formats.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Builds small ONNX models in memory: an input x, an output y, and what a test puts between them.</summary>
internal sealed class Graph
{
    private readonly ModelProto model = new() { IrVersion = 8, Graph = new GraphProto { Name = "g" } };
    private GraphSelection selection = GraphSelection.OfFile;

    /// <summary>A graph with input x of the given shape; a size of 0 is left symbolic.</summary>
    public Graph(params long[] inputShape)
    {
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        Input("x", ElementType.Float, inputShape);
    }

    /// <summary>The model, to be changed in ways that the other members do not offer.</summary>
    public ModelProto Model => model;

    /// <summary>States another version of the operator set than 17.</summary>
    public Graph Opset(int version)
    {
        model.OpsetImport[0].Version = version;
        return this;
    }

    /// <summary>Chooses inputs and outputs by name.</summary>
    public Graph Select(string? inputs, string? outputs)
    {
        selection = GraphSelection.Of(inputs, outputs);
        return this;
    }

    public Graph Input(string name, ElementType type, params long[] shape)
    {
        model.Graph.Input.Add(Declaration(name, type, shape));
        return this;
    }

    /// <summary>A float initializer.</summary>
    public Graph Constant(string name, long[] shape, params float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)ElementType.Float };
        tensor.Dims.AddRange(shape);
        tensor.FloatData.AddRange(values);
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>An int64 initializer of rank 1.</summary>
    public Graph Integers(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)ElementType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>An initializer of integers of any type.</summary>
    public Graph Integers(string name, ElementType type, long[] shape, params int[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type };
        tensor.Dims.AddRange(shape);
        tensor.Int32Data.AddRange(values);
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>An initializer of strings, of rank 1.</summary>
    public Graph Texts(string name, params string[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)ElementType.String };
        tensor.Dims.Add(values.Length);
        tensor.StringData.AddRange(values.Select(ByteString.CopyFromUtf8));
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>A node named after its first output; its operator may have a domain before it.</summary>
    public Graph Node(string op, string outputs, string inputs, params AttributeProto[] attributes)
    {
        string[] names = outputs.Split(' ');
        int domain = op.LastIndexOf('.') + 1;
        var node = new NodeProto { Name = names[0] + "_node", OpType = op[domain..], Domain = op[..Math.Max(0, domain - 1)] };
        node.Input.AddRange(inputs.Length == 0 ? [] : inputs.Split(' ').Select(static name => name == "-" ? "" : name));
        node.Output.AddRange(names);
        node.Attribute.AddRange(attributes);
        model.Graph.Node.Add(node);
        return this;
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Floats(string name, params float[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Floats };
        attribute.Floats.AddRange(values);
        return attribute;
    }

    public static AttributeProto Strings(string name, params string[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Strings };
        attribute.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>Reads the model as its file would be read, with the given tensors as outputs (y by default).</summary>
    public ImportedModel Import(params string[] outputs)
    {
        using var folder = new TemporaryFolder();
        return ModelFile.Read(folder.Write("model.onnx", ToBytes(outputs)), selection);
    }

    /// <summary>The file of the model, with the given tensors as outputs (y by default).</summary>
    public byte[] ToBytes(params string[] outputs)
    {
        foreach (string name in outputs.Length == 0 ? ["y"] : outputs)
        {
            if (model.Graph.Output.All(o => o.Name != name))
            {
                model.Graph.Output.Add(Declaration(name, ElementType.Float, null));
            }
        }

        return model.ToByteArray();
    }

    /// <summary>Imports the model and evaluates it in double precision, before the link.</summary>
    public double[] Run(params double[] x) => Evaluate(Import().Network, x);

    public static double[] Evaluate(Network network, params double[] x)
    {
        var output = new double[network.OutputCount];
        ReferenceForward.Run(network, x, output, new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)]);
        return output;
    }

    internal static ValueInfoProto Declaration(string name, ElementType type, IReadOnlyList<long>? shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type };
        if (shape is not null)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.AddRange(shape.Select(static size => size == 0
                ? new TensorShapeProto.Types.Dimension { DimParam = "N" }
                : new TensorShapeProto.Types.Dimension { DimValue = size }));
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
