using System;

namespace ReluGen.Clustering;

/// <summary>Statistics of columns over some rows: each computed exactly and rounded once, so that the order of rows does not matter.</summary>
public sealed class ColumnStatistics
{
    private readonly double[] mean;
    private readonly double[] variance;
    private readonly double[] deviation;
    private readonly float[] minimum;
    private readonly float[] maximum;

    internal ColumnStatistics(double[] mean, double[] variance, float[] minimum, float[] maximum)
    {
        this.mean = mean;
        this.variance = variance;
        this.minimum = minimum;
        this.maximum = maximum;
        deviation = Array.ConvertAll(variance, Math.Sqrt);
    }

    /// <summary>Number of columns.</summary>
    public int Count => mean.Length;

    /// <summary>The mean of each column.</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>The population variance of each column: the mean of the squared distances from the mean.</summary>
    public ReadOnlySpan<double> Variance => variance;

    /// <summary>The square root of each variance.</summary>
    public ReadOnlySpan<double> StandardDeviation => deviation;

    /// <summary>The least value of each column.</summary>
    public ReadOnlySpan<float> Minimum => minimum;

    /// <summary>The greatest value of each column.</summary>
    public ReadOnlySpan<float> Maximum => maximum;
}
