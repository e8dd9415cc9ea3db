using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx.Schema;
using AttributeType = ReluGen.Formats.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace ReluGen.Formats.Onnx;

/// <summary>Typed access to the attributes of a node; an attribute of another type than the operator's is an error.</summary>
internal sealed class NodeAttributes
{
    private readonly OnnxNode node;
    private readonly Dictionary<string, AttributeProto> attributes = [];

    /// <exception cref="InputException">Two attributes have one name.</exception>
    public NodeAttributes(OnnxNode node)
    {
        this.node = node;
        foreach (AttributeProto attribute in node.Proto.Attribute)
        {
            if (attributes.ContainsKey(attribute.Name))
            {
                throw node.Malformed($"attribute {DisplayText.Quote(attribute.Name)} is given twice.");
            }

            attributes.Add(attribute.Name, attribute);
        }
    }

    public bool Has(string name) => attributes.ContainsKey(name);

    /// <summary>Names of all attributes that the node has.</summary>
    public IEnumerable<string> Names => attributes.Keys;

    public long Int(string name, long otherwise) =>
        Find(name, AttributeType.Int, static a => a.HasI)?.I ?? otherwise;

    /// <summary>A flag that the format stores as an integer.</summary>
    public bool Flag(string name, bool otherwise = false) => Int(name, otherwise ? 1 : 0) != 0;

    public float Float(string name, float otherwise) =>
        Find(name, AttributeType.Float, static a => a.HasF)?.F ?? otherwise;

    public string? Text(string name) =>
        Find(name, AttributeType.String, static a => a.HasS)?.S.ToStringUtf8();

    public TensorProto? Tensor(string name) =>
        Find(name, AttributeType.Tensor, static a => a.T is not null)?.T;

    public IReadOnlyList<long>? Ints(string name) => Find(name, AttributeType.Ints, static a => a.Ints.Count > 0)?.Ints;

    public IReadOnlyList<float>? Floats(string name) => Find(name, AttributeType.Floats, static a => a.Floats.Count > 0)?.Floats;

    public IReadOnlyList<string>? Strings(string name) =>
        Find(name, AttributeType.Strings, static a => a.Strings.Count > 0)?.Strings.Select(static s => s.ToStringUtf8()).ToArray();

    /// <summary>Old files state no types; there the field that is filled is the type.</summary>
    private AttributeProto? Find(string name, AttributeType type, System.Func<AttributeProto, bool> isFilled)
    {
        if (!attributes.TryGetValue(name, out AttributeProto? attribute))
        {
            return null;
        }

        bool fits = attribute.HasType && attribute.Type != AttributeType.Undefined ? attribute.Type == type : isFilled(attribute);
        return fits ? attribute : throw node.Malformed($"attribute {DisplayText.Quote(name)} must be of type {type.ToString().ToUpperInvariant()}.");
    }
}
