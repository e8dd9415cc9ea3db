using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>A node of the graph, and how messages name it.</summary>
internal sealed class OnnxNode(NodeProto proto)
{
    public NodeProto Proto { get; } = proto;

    public string Operator => Proto.OpType;

    /// <summary>Its name, or that of its first output where it has none.</summary>
    public string Name => Proto.Name.Length > 0 ? Proto.Name : Proto.Output.Count > 0 ? Proto.Output[0] : "";

    /// <summary>The operator, with its domain where that is not the standard one.</summary>
    public string FullOperator => IsStandard ? Operator : Proto.Domain + "." + Operator;

    public bool IsStandard => Proto.Domain is "" or "ai.onnx";

    /// <summary>The node as messages name it: <c>node 'conv1' (Conv)</c>.</summary>
    public override string ToString()
    {
        string operatorName = DisplayText.Line(FullOperator.Length <= 80 ? FullOperator : FullOperator.Substring(0, 80) + "…");
        return Proto.Name.Length > 0
            ? $"node {DisplayText.Quote(Name)} ({operatorName})"
            : $"the unnamed node that makes {DisplayText.Quote(Name)} ({operatorName})";
    }

    /// <summary>The text with a capital at its beginning.</summary>
    public static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    public InputException Unsupported(string message) => new(InputErrorIds.Unsupported, Sentence($"{this}: {message}"));

    public InputException Malformed(string message) => new(InputErrorIds.Malformed, Sentence($"{this}: {message}"));

    public InputException Misshapen(string message) => new(InputErrorIds.Shape, Sentence($"{this}: {message}"));
}
