using System;

namespace ReluGen.Core.Networks;

/// <summary>A weight, bias or slope that is NaN or infinite.</summary>
/// <param name="Stage">Stage, from 1; the output is the last.</param>
/// <param name="Neuron">Neuron, from 0.</param>
/// <param name="Value">NaN, or an infinity, as text.</param>
public sealed record NonFiniteWeight(int Stage, int Neuron, string Value)
{
    /// <summary>The place in words.</summary>
    public string Where => FormattableString.Invariant($"stage {Stage}, neuron {Neuron}");
}

/// <summary>Looks for weights that make a network meaningless.</summary>
public static class NonFiniteWeights
{
    /// <summary>The first one in stage order, then neuron order; null if all are finite.</summary>
    public static NonFiniteWeight? First(Network network)
    {
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            if (First(stage, stage.Slopes, l) is { } found)
            {
                return found;
            }
        }

        return First(network.Output, default, network.Stages.Count + 1);
    }

    private static NonFiniteWeight? First(AffineStage stage, ReadOnlySpan<float> slopes, int index)
    {
        for (int i = 0; i < stage.Width; i++)
        {
            float found = NonFinite(stage.Bias.Slice(i, 1)) ?? (slopes.IsEmpty ? null : NonFinite(slopes.Slice(i, 1))) ?? 0;
            for (int b = 0; b < stage.Blocks.Count && found == 0; b++)
            {
                found = NonFinite(stage.Blocks[b].Row(i)) ?? 0;
            }

            if (found != 0)
            {
                return new NonFiniteWeight(index, i, float.IsNaN(found) ? "NaN" : found > 0 ? "infinity" : "-infinity");
            }
        }

        return null;
    }

    private static float? NonFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (float.IsNaN(value) || float.IsInfinity(value))
            {
                return value;
            }
        }

        return null;
    }
}
