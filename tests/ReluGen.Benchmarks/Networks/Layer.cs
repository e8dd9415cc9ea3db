using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Benchmarks.Networks;

/// <summary>A dense layer as the peers take it.</summary>
/// <param name="Inputs">Width of the layer before.</param>
/// <param name="Outputs">Number of neurons.</param>
/// <param name="Weights">Outputs × inputs, row-major.</param>
/// <param name="Bias">One a neuron.</param>
/// <param name="IsHidden">True if ReLU follows.</param>
internal sealed record Layer(int Inputs, int Outputs, float[] Weights, float[] Bias, bool IsHidden)
{
    /// <summary>The layers of <paramref name="network"/>.</summary>
    /// <exception cref="NotSupportedException">The network is not a plain chain of ReLU layers.</exception>
    public static Layer[] Of(Network network)
    {
        IEnumerable<AffineStage> stages = network.Stages.Cast<AffineStage>().Append(network.Output);
        return stages.Select(static (stage, index) => Of(stage, index)).ToArray();
    }

    /// <summary>Multiply-adds of one inference with dense weights.</summary>
    public static long MultiplyAdds(IEnumerable<Layer> layers) => layers.Sum(static layer => (long)layer.Inputs * layer.Outputs);

    private static Layer Of(AffineStage stage, int index)
    {
        if (stage.Blocks is not [{ } block] || block.Source != index || stage is HiddenStage { IsRelu: false })
        {
            throw new NotSupportedException($"Stage {index + 1} is not a ReLU layer that reads the layer before it.");
        }

        return new Layer(block.Columns, block.Rows, block.Values.ToArray(), stage.Bias.ToArray(), stage is HiddenStage);
    }
}
