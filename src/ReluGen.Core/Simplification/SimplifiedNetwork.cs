using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Simplification;

/// <summary>A network and a smaller one that computes the same function where the facts hold that it rests on.</summary>
/// <param name="Original">The network.</param>
/// <param name="Network">The smaller one; <paramref name="Original"/> itself where nothing can be removed.</param>
/// <param name="Layout">How the pattern of the original follows from that of the smaller one.</param>
public sealed record SimplifiedNetwork(Network Original, Network Network, PatternLayout Layout)
{
    /// <summary>True if nothing can be removed.</summary>
    public bool IsUnchanged => ReferenceEquals(Original, Network);

    /// <summary>Hidden neurons that are no longer computed.</summary>
    public int SavedNeurons => Original.HiddenNeuronCount - Network.HiddenNeuronCount;

    /// <summary>Weights and biases that are no longer stored.</summary>
    public long SavedParameters => Original.ParameterCount - Network.ParameterCount;

    /// <summary>Multiply-adds that an inference no longer takes.</summary>
    public long SavedMultiplyAdds => MultiplyAdds(Original) - MultiplyAdds(Network);

    /// <summary>Multiply-adds of an inference: one a weight.</summary>
    public static long MultiplyAdds(Network network) => network.ParameterCount - network.HiddenNeuronCount - network.OutputCount;

    /// <summary>A network from which nothing can be removed.</summary>
    internal static SimplifiedNetwork Unchanged(Network network) => new(network, network, PatternLayout.Identity(network.HiddenNeuronCount));
}
