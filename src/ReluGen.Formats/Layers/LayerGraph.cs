using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Google.Protobuf;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;
using AttributeType = ReluGen.Formats.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace ReluGen.Formats.Layers;

/// <summary>
/// A network of layers, spelled as ONNX operators: so every format is lowered by the same rules, and the same network in two formats
/// is the same network here.
/// </summary>
internal sealed class LayerGraph
{
    /// <summary>Axes of reductions are attributes up to 17, softmax is along one axis from 13.</summary>
    private const int Opset = 17;

    private readonly ModelProto model = new() { IrVersion = 8, Graph = new GraphProto() };

    // Names that are taken, with the next number that makes a name of its own of each.
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private bool hasDoubles;

    public LayerGraph() => model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });

    /// <summary>An input of one row with the given further dimensions.</summary>
    public string Input(string name, IEnumerable<long> shape)
    {
        string tensor = Fresh(name);
        model.Graph.Input.Add(new ValueInfoProto { Name = tensor, Type = new TypeProto { TensorType = new() { Shape = Batched(shape) } } });
        return tensor;
    }

    /// <summary>Weights of the file.</summary>
    public string Constant(WeightArray weights)
    {
        hasDoubles |= weights.Type == ElementType.Double;
        var tensor = new TensorProto { Name = Fresh(weights.Name), DataType = (int)weights.Type, RawData = UnsafeByteOperations.UnsafeWrap(weights.Data) };
        tensor.Dims.AddRange(weights.Shape.Select(static d => (long)d));
        model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Size of weights along an axis; null if they have not so many.</summary>
    public int? SizeOf(string weights, int axis) =>
        model.Graph.Initializer.FirstOrDefault(t => t.Name == weights) is { } tensor && axis < tensor.Dims.Count ? (int)tensor.Dims[axis] : null;

    /// <summary>Numbers that a layer states beside its weights.</summary>
    public string Constant(string layer, IReadOnlyList<long> shape, double[] values)
    {
        var tensor = new TensorProto { DataType = (int)ElementType.Double, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()).ToArray()) };
        tensor.Dims.AddRange(shape);
        return Constant(layer, tensor);
    }

    /// <summary>A vector of whole numbers.</summary>
    public string Integers(string layer, params long[] values)
    {
        var tensor = new TensorProto { DataType = (int)ElementType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        return Constant(layer, tensor);
    }

    /// <summary>One number.</summary>
    public string Number(string layer, double value) => Constant(layer, [], [value]);

    /// <summary>A node of a layer; its output is named after the layer, with a number behind it for all but the last node.</summary>
    public string Node(string layer, string op, IEnumerable<string> inputs, params AttributeProto[] attributes) =>
        Node(layer, op, "", inputs, attributes);

    /// <summary>A layer that is not supported: the import will list it with the reason, and go on to look at what follows.</summary>
    public string Refuse(string layer, string className, Refusal refusal, IEnumerable<string> inputs) =>
        Node(layer, className, OnnxNode.LayerDomain, inputs, [Text(OnnxNode.ReasonAttribute, refusal.Reason), Text(OnnxNode.RemedyAttribute, refusal.Remedy)]);

    /// <summary>Names the output of the last node, so that it can be chosen as an output of the network; returns its name.</summary>
    public string NameLast(string name) => model.Graph.Node[model.Graph.Node.Count - 1].Output[0] = Fresh(name);

    public void Output(string tensor) => model.Graph.Output.Add(new ValueInfoProto { Name = tensor });

    /// <summary>Lowers the graph.</summary>
    /// <exception cref="InputException">Layers are unsupported (all are named), or sizes do not fit.</exception>
    public ImportedModel Lower(ModelBytes file, string format, GraphSelection selection, CancellationToken cancellation, params string[] notes)
    {
        foreach (ValueInfoProto input in model.Graph.Input)
        {
            input.Type.TensorType.ElemType = (int)(hasDoubles ? ElementType.Double : ElementType.Float);
        }

        ImportedModel lowered = OnnxReader.Read(model, selection, "", file.Bytes.Length, file.Origin(), cancellation);
        return lowered with { Format = format, Notes = [.. notes, .. lowered.Notes] };
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Float(string name, double value) => new() { Name = name, Type = AttributeType.Float, F = (float)value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, IEnumerable<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    private string Node(string layer, string op, string domain, IEnumerable<string> inputs, AttributeProto[] attributes)
    {
        var node = new NodeProto { Name = layer, OpType = op, Domain = domain };
        node.Input.AddRange(inputs);
        node.Output.Add(Fresh(layer + "/" + op));
        node.Attribute.AddRange(attributes);
        model.Graph.Node.Add(node);
        return node.Output[0];
    }

    /// <summary>A constant of the program, not of the file, is a node, so that notes about the file's weights do not count it.</summary>
    private string Constant(string layer, TensorProto tensor) =>
        Node(layer, "Constant", [], new AttributeProto { Name = "value", Type = AttributeType.Tensor, T = tensor });

    private string Fresh(string name)
    {
        string fresh = name;
        while (names.ContainsKey(fresh))
        {
            fresh = name + ":" + (++names[name]).ToString(CultureInfo.InvariantCulture);
        }

        names.Add(fresh, 0);
        return fresh;
    }

    private static TensorShapeProto Batched(IEnumerable<long> shape)
    {
        var batched = new TensorShapeProto();
        batched.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        batched.Dim.AddRange(shape.Select(static size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return batched;
    }
}
