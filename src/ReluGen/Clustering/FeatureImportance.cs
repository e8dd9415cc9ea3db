using System;

namespace ReluGen.Clustering;

/// <summary>The importance of each input for one output where the network is one affine map, and the convention behind it.</summary>
public sealed class FeatureImportance
{
    private readonly double[] values;

    internal FeatureImportance(double[] values, int output, ImportanceConvention convention, bool isCommonShiftRemoved)
    {
        this.values = values;
        Output = output;
        Convention = convention;
        IsCommonShiftRemoved = isCommonShiftRemoved;
    }

    /// <summary>The importance of each input; its sign says which way the output moves.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Index of the output.</summary>
    public int Output { get; }

    /// <summary>How weights became importances.</summary>
    public ImportanceConvention Convention { get; }

    /// <summary>True if the mean over all outputs was subtracted from the weights.</summary>
    public bool IsCommonShiftRemoved { get; }

    /// <summary>Importances of an affine map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="output">Index of the output.</param>
    /// <param name="convention">How weights become importances.</param>
    /// <param name="inputs">Statistics of the inputs, which <see cref="ImportanceConvention.Scaled"/> and <see cref="ImportanceConvention.Range"/> need.</param>
    /// <param name="removeCommonShift">True to subtract the mean over all outputs from the weights first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    /// <exception cref="ArgumentException">The statistics are of another number of inputs.</exception>
    public static FeatureImportance Of(AffineMap map, int output, ImportanceConvention convention, ColumnStatistics inputs, bool removeCommonShift = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)map.OutputCount, nameof(output));
        if (inputs.Count != map.InputCount)
        {
            throw new ArgumentException($"The map has {map.InputCount} inputs, the statistics are of {inputs.Count}.", nameof(inputs));
        }

        var values = new double[map.InputCount];
        for (int j = 0; j < values.Length; j++)
        {
            double weight = map.Row(output)[j] - (removeCommonShift ? MeanWeight(map, j) : 0);
            values[j] = weight * Scale(convention, inputs, j);
        }

        return new FeatureImportance(values, output, convention, removeCommonShift);
    }

    /// <summary>The inputs from the most important to the least, by magnitude; of equal ones the first comes first.</summary>
    public int[] Ranking()
    {
        var order = new int[values.Length];
        for (int j = 0; j < order.Length; j++)
        {
            order[j] = j;
        }

        Array.Sort(order, (a, b) => Math.Abs(values[a]) != Math.Abs(values[b]) ? Math.Abs(values[b]).CompareTo(Math.Abs(values[a])) : a.CompareTo(b));
        return order;
    }

    /// <summary>The convention in words.</summary>
    public override string ToString()
    {
        string text = Convention switch
        {
            ImportanceConvention.Raw => "weights",
            ImportanceConvention.Scaled => "weights times standard deviations",
            _ => "weights times ranges",
        };
        return IsCommonShiftRemoved ? text + ", less the mean over the outputs" : text;
    }

    private static double Scale(ImportanceConvention convention, ColumnStatistics inputs, int input) => convention switch
    {
        ImportanceConvention.Scaled => inputs.StandardDeviation[input],
        ImportanceConvention.Range => (double)inputs.Maximum[input] - inputs.Minimum[input],
        _ => 1,
    };

    private static double MeanWeight(AffineMap map, int input)
    {
        double sum = 0;
        for (int o = 0; o < map.OutputCount; o++)
        {
            sum += map.Row(o)[input];
        }

        return sum / map.OutputCount;
    }
}
