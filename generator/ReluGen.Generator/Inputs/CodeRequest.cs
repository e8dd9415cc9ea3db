using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Inputs;

/// <summary>All that generated code depends on, and not where the attribute stands: typing above it emits nothing anew.</summary>
internal sealed record CodeRequest(string Namespace, string Name, string HintName, NetworkFile File, bool Fma)
{
    /// <summary>What is asked of the code.</summary>
    public CodeOptions Options => new() { Fma = Fma, WeightsResource = File.WeightsResource };
}
