using System;

namespace ReluGen.Formats.Onnx;

/// <summary>A node that cannot be lowered. The lowering of the graph collects these, so that all are reported at once.</summary>
/// <param name="place">The node, as messages name it.</param>
/// <param name="reason">What stands against it, a sentence that does not name the node.</param>
/// <param name="remedy">What to do about it, a sentence; empty where the reason says it.</param>
internal sealed class Refusal(string place, string reason, string remedy = "") : Exception(place + ": " + reason)
{
    public string Place { get; } = place;

    public string Reason { get; } = reason;

    public string Remedy { get; } = remedy;

    /// <summary>True if an operand was the output of a link such as Sigmoid: everything else about the node may be right.</summary>
    public bool IsAboutLink { get; init; }
}
