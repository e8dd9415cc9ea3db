using System.Collections.Generic;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>A node of the graph, and how messages name it.</summary>
internal sealed class OnnxNode(NodeProto proto)
{
    /// <summary>Domain of nodes that stand for unsupported layers of other formats; they state their reason and remedy themselves.</summary>
    public const string LayerDomain = "relugen.layer";

    /// <summary>The attribute that says why such a layer is not supported.</summary>
    public const string ReasonAttribute = "reason";

    /// <summary>The attribute that says what to do about it.</summary>
    public const string RemedyAttribute = "remedy";

    public NodeProto Proto { get; } = proto;

    public string Operator => Proto.OpType;

    /// <summary>Its name, or that of its first output where it has none.</summary>
    public string Name => Proto.Name.Length > 0 ? Proto.Name : Proto.Output.Count > 0 ? Proto.Output[0] : "";

    /// <summary>The operator, with its domain where that is not the standard one.</summary>
    public string FullOperator => IsStandard || IsLayer ? Operator : Proto.Domain + "." + Operator;

    public bool IsStandard => Proto.Domain is "" or "ai.onnx";

    /// <summary>True for an unsupported layer of another format.</summary>
    public bool IsLayer => Proto.Domain == LayerDomain;

    /// <summary>True for the operators of classical machine learning.</summary>
    public bool IsClassical => Proto.Domain == "ai.onnx.ml";

    /// <summary>Shape of its first output, or else operand, as far as it is known; for messages.</summary>
    public IReadOnlyList<int>? Shape { get; set; }

    /// <summary>The node and its shape: <c>node 'conv1' (Conv) of shape [1, 8, 26, 26]</c>.</summary>
    public string Place => Shape is null ? ToString() : $"{this} of shape {DisplayText.Shape(Shape)}";

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

    /// <summary>To be thrown where the node cannot be lowered; <paramref name="reason"/> does not name it.</summary>
    public Refusal Unsupported(string reason, string remedy = "") => new(Place, reason, remedy);

    public InputException TooLarge(string message) => new(InputErrorIds.TooLarge, Sentence($"{Place}: {message}"));

    public InputException Malformed(string message) => new(InputErrorIds.Malformed, Sentence($"{this}: {message}"));

    public InputException Misshapen(string message) => new(InputErrorIds.Shape, Sentence($"{this}: {message}"));
}
