using System;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Evaluation;

/// <summary>How large inputs may be before a float32 pre-activation could overflow.</summary>
public static class InputLimit
{
    /// <summary>What <see cref="Of"/> gives where no input is safe: every input, even 0, compares above it.</summary>
    public const float None = -1;

    private const int LargestExponent = 126;
    private const int LeastExponent = -126;

    /// <summary>
    /// The largest power of two such that |x_j| ≤ limit for all j keeps every product and partial sum of every stage below 2^127,
    /// or <see cref="None"/>. Non-finite weights give <see cref="None"/>.
    /// </summary>
    /// <remarks>Interval arithmetic on magnitudes, in double, with room for the rounding of the float32 sums. Cost: eight passes over the weights.</remarks>
    public static float Of(Network network)
    {
        var bounds = new double[network.Stages.Count + 1][];
        if (!IsSafe(network, LeastExponent, bounds))
        {
            return None;
        }

        int safe = LeastExponent;
        int unsafeExponent = LargestExponent + 1;
        while (unsafeExponent - safe > 1)
        {
            int middle = safe + (unsafeExponent - safe) / 2;
            if (IsSafe(network, middle, bounds))
            {
                safe = middle;
            }
            else
            {
                unsafeExponent = middle;
            }
        }

        return (float)Math.Pow(2, safe);
    }

    private static bool IsSafe(Network network, int exponent, double[][] bounds)
    {
        bounds[0] = new double[network.InputCount];
        Fill(bounds[0], Math.Pow(2, exponent));
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            bounds[l] = new double[stage.Width];
            if (!TryBound(stage, bounds, bounds[l]) || !TrySlopes(stage, bounds[l]))
            {
                return false;
            }
        }

        return TryBound(network.Output, bounds, new double[network.OutputCount]);
    }

    private static bool TryBound(AffineStage stage, double[][] bounds, double[] result)
    {
        // Each of the n roundings of a sum grows it by at most 1 + 2^-24; n·2^-23 covers all of them and those of the doubles here.
        double growth = 1 + (stage.FanIn + 4) * Math.Pow(2, -23);
        for (int i = 0; i < stage.Width; i++)
        {
            double sum = Math.Abs((double)stage.Bias[i]);
            foreach (WeightBlock block in stage.Blocks)
            {
                ReadOnlySpan<float> row = block.Row(i);
                double[] source = bounds[block.Source];
                for (int k = 0; k < row.Length; k++)
                {
                    sum += Math.Abs((double)row[k]) * source[k];
                }
            }

            result[i] = sum * growth;
            if (!(result[i] <= Largest))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySlopes(HiddenStage stage, double[] bounds)
    {
        for (int i = 0; i < bounds.Length; i++)
        {
            bounds[i] *= Math.Max(1, Math.Abs((double)stage.Slopes[i]));
            if (!(bounds[i] <= Largest))
            {
                return false;
            }
        }

        return true;
    }

    private static double Largest => 1.7014118346046923e38; // 2^127

    private static void Fill(double[] values, double value)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value;
        }
    }
}
