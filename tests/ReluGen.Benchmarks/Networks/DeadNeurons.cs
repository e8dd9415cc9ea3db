using System;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Benchmarks.Networks;

/// <summary>Networks as trainings with too high a rate leave them.</summary>
internal static class DeadNeurons
{
    private const float Bias = -1000;

    /// <summary>The network with a share of each stage's neurons dead for inputs from -1 to 1, which becomes its domain.</summary>
    /// <param name="network">A chain with a few hundred neurons, so that nothing gets near a pre-activation of 1000.</param>
    /// <param name="share">The share.</param>
    public static Network In(Network network, double share)
    {
        var random = new Random(1);
        InputFeature[] inputs = [.. network.Inputs.Select(static input => input with { Lower = -1, Upper = 1 })];
        HiddenStage[] stages = [.. network.Stages.Select(stage => HiddenStage.Relu(stage.Blocks, [.. stage.Bias.ToArray().Select(bias => random.NextDouble() < share ? Bias : bias)]))];
        return new Network(inputs, stages, network.Output, network.Link);
    }
}
