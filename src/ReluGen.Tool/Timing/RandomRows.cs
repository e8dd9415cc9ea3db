using System;
using System.Collections.Generic;
using ReluGen.Core.Networks;

namespace ReluGen.Tool.Timing;

/// <summary>Rows of inputs to time a network on, where the user has none.</summary>
internal static class RandomRows
{
    private const int Count = 1024;
    private const int Seed = 20211;

    /// <summary>Uniform in the domain, the same rows every time. An unbounded side counts as two wide; without bounds, from −1 to 1.</summary>
    public static List<float[]> Of(Network network)
    {
        var random = new Random(Seed);
        var rows = new List<float[]>();
        for (int row = 0; row < Count; row++)
        {
            var values = new float[network.InputCount];
            for (int j = 0; j < values.Length; j++)
            {
                (double low, double high) = BoundsOf(network.Inputs[j]);
                values[j] = (float)(low + (random.NextDouble() * (high - low)));
            }

            rows.Add(values);
        }

        return rows;
    }

    private static (double Low, double High) BoundsOf(InputFeature input) =>
        input.IsUnbounded ? (-1, 1)
        : double.IsNegativeInfinity(input.Lower) ? (input.Upper - 2, input.Upper)
        : double.IsPositiveInfinity(input.Upper) ? (input.Lower, input.Lower + 2)
        : (input.Lower, input.Upper);
}
