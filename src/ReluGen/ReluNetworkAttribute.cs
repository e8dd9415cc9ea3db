using System;

namespace ReluGen;

/// <summary>
/// Asks for the code of a network: <c>[ReluNetwork("titanic.onnx")] public partial class Titanic;</c> receives the members of
/// <see cref="IReluNetwork{TSelf, TPattern}"/>, specialised for that network.
/// </summary>
/// <remarks>The project names the file as an item: <c>&lt;ReluNetwork Include="titanic.onnx" /&gt;</c>.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ReluNetworkAttribute : Attribute
{
    /// <summary>Names the network.</summary>
    /// <param name="file">File name of a ReluNetwork item of the project; with folders, '/' between them, where two items share a name.</param>
    public ReluNetworkAttribute(string file) => File = file;

    /// <summary>The file as the attribute names it.</summary>
    public string File { get; }

    /// <summary>
    /// True for forward passes with fused multiply-adds: each product is added with one rounding. Faster in batches on most processors,
    /// with other last bits than the default, and still the same bits on every processor; very slow on one that has no such instruction
    /// (diagnostic RLG3010).
    /// </summary>
    public bool Fma { get; init; }
}
