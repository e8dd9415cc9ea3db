using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Preprocessing;

/// <summary>Folds n = factor · x + offset, input by input, into all stages that read the input n: W·n + b becomes (W·factor)·x + (Σ W·offset + b).</summary>
/// <remarks>
/// In double and rounded once, with the operations in the order in which an ONNX graph with Sub and Div before its first product is
/// lowered: the network has the same bits either way.
/// </remarks>
internal static class InputFolding
{
    /// <summary>The network that takes x.</summary>
    public static Network Of(Network network, IReadOnlyList<PreprocessedInput> inputs, CancellationToken cancellation)
    {
        InputFeature[] features = [.. inputs.Select((input, j) => Described(input, network.Inputs[j]))];
        if (inputs.All(static input => input.IsIdentity))
        {
            return network.WithInputs(features);
        }

        var stages = new List<HiddenStage>(network.Stages.Count);
        foreach (HiddenStage stage in network.Stages)
        {
            cancellation.ThrowIfCancellationRequested();
            stages.Add(ReadsInput(stage) ? new HiddenStage(Blocks(stage, inputs), Bias(stage, inputs), stage.Slopes.ToArray()) : stage);
        }

        AffineStage output = ReadsInput(network.Output) ? new AffineStage(Blocks(network.Output, inputs), Bias(network.Output, inputs)) : network.Output;
        return new Network(features, stages, output, network.Link, network.Origin);
    }

    /// <summary>Name and bounds of an input. Bounds that only the model has are those of n; they become bounds of x.</summary>
    private static InputFeature Described(PreprocessedInput input, InputFeature own)
    {
        if (own.IsUnbounded || !double.IsNegativeInfinity(input.Lower) || !double.IsPositiveInfinity(input.Upper))
        {
            return new InputFeature(input.Name, input.Lower, input.Upper);
        }

        double first = (own.Lower - input.Offset) / input.Factor;
        double second = (own.Upper - input.Offset) / input.Factor;
        return new InputFeature(input.Name, Math.Min(first, second), Math.Max(first, second));
    }

    private static bool ReadsInput(AffineStage stage) => stage.Blocks.Count > 0 && stage.Blocks[0].Source == 0;

    private static WeightBlock[] Blocks(AffineStage stage, IReadOnlyList<PreprocessedInput> inputs)
    {
        WeightBlock[] blocks = [.. stage.Blocks];
        float[] weights = blocks[0].Values.ToArray();
        for (int i = 0; i < weights.Length; i++)
        {
            PreprocessedInput input = inputs[i % inputs.Count];
            weights[i] = input.IsIdentity ? weights[i] : (float)(weights[i] * input.Factor);
        }

        blocks[0] = new WeightBlock(0, blocks[0].Rows, blocks[0].Columns, weights);
        return blocks;
    }

    private static float[] Bias(AffineStage stage, IReadOnlyList<PreprocessedInput> inputs)
    {
        float[] bias = stage.Bias.ToArray();
        for (int i = 0; i < bias.Length; i++)
        {
            ReadOnlySpan<float> row = stage.Blocks[0].Row(i);
            double sum = 0;
            for (int j = 0; j < row.Length; j++)
            {
                double offset = inputs[j].Offset;
                sum += offset == 0 ? 0 : offset * row[j];
            }

            bias[i] = (float)(sum + bias[i]);
        }

        return bias;
    }
}
