using System;

namespace ReluGen.Explanations;

/// <summary>
/// One output of one prediction, divided among the inputs: output = baseline + Σ contributions, where a contribution is weight · (value −
/// reference) and the baseline is what the row's own affine map makes of the reference.
/// </summary>
/// <param name="Output">Index of the output.</param>
/// <param name="Reference">What contributions are measured from.</param>
/// <param name="IsCommonShiftRemoved">True if the mean over all outputs was subtracted, which a softmax does not see.</param>
/// <param name="Baseline">The affine map of the row at the reference.</param>
/// <param name="Sum">Baseline plus all contributions: the output before the link.</param>
/// <param name="RoundingError">Bound on what the float64 sums here add to the error of the map.</param>
/// <remarks>The baseline is not the network's output at the reference, which may lie in another region.</remarks>
public readonly record struct Attribution(int Output, ReferenceKind Reference, bool IsCommonShiftRemoved, double Baseline, double Sum, double RoundingError)
{
    private const double Unit = 1.0 / (1L << 53);

    // What the values of ErrorBoundsOf may be off by, as a share of its errors.
    private const double ShareOfFloat64 = 1.0 / (1 << 28);

    /// <summary>Divides an output.</summary>
    /// <param name="map">The affine map of the row's pattern.</param>
    /// <param name="output">Index of the output.</param>
    /// <param name="input">At least as many values as the map has inputs.</param>
    /// <param name="reference">What contributions are measured from.</param>
    /// <param name="contributions">Receives one value an input.</param>
    /// <param name="removeCommonShift">True to divide the output less the mean over all outputs.</param>
    /// <exception cref="ArgumentException">A span is too short, or the reference has another number of inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public static Attribution Of(AffineMap map, int output, ReadOnlySpan<float> input, ContributionReference reference, Span<double> contributions, bool removeCommonShift = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)map.OutputCount, nameof(output));
        int inputs = map.InputCount;
        if (input.Length < inputs || contributions.Length < inputs || (!reference.Values.IsEmpty && reference.Values.Length != inputs))
        {
            throw new ArgumentException($"The map has {inputs} inputs; there are {input.Length} values, {reference.Values.Length} of the reference, and room for {contributions.Length} contributions.");
        }

        double baseline = Shifted(map.Bias, 1, output, removeCommonShift);
        double sum = 0, magnitude = Math.Abs(baseline);
        for (int j = 0; j < inputs; j++)
        {
            double weight = Shifted(map.Weights[j..], inputs, output, removeCommonShift);
            double part = weight * reference[j];
            baseline += part;

            // The sum with 0 turns a negative zero positive.
            contributions[j] = (weight * (input[j] - reference[j])) + 0.0;
            sum += contributions[j];
            magnitude += Math.Abs(part) + Math.Abs(contributions[j]) + (Math.Abs(weight) * (Math.Abs(input[j]) + Math.Abs(reference[j])));
        }

        return new Attribution(output, reference.Kind, removeCommonShift, baseline, baseline + sum, (inputs + map.OutputCount + 4) * Unit * magnitude);
    }

    /// <summary>
    /// A proved bound on how far baseline and contributions, added up exactly, are from the exact network's output: the float32 map of the
    /// pattern is not the exact one, and this says by how much it matters at the row.
    /// </summary>
    /// <param name="values">The outputs of ErrorBoundsOf at the row: its last OutputCount values.</param>
    /// <param name="errors">Their error bounds. What Forward returns lies within these of the exact output too.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no such output.</exception>
    public double ErrorBound(ReadOnlySpan<double> values, ReadOnlySpan<double> errors)
    {
        if (values.Length != errors.Length || Output >= values.Length)
        {
            throw new ArgumentException($"There are {values.Length} values and {errors.Length} errors; expected one of each an output.");
        }

        double value = values[Output], error = errors[Output], rounding = RoundingError;
        if (IsCommonShiftRemoved)
        {
            double mean = 0, total = 0, magnitude = Math.Abs(value);
            for (int o = 0; o < values.Length; o++)
            {
                mean += values[o];
                total += errors[o];
                magnitude += Math.Abs(values[o]);
            }

            value -= mean / values.Length;
            error += total;
            rounding += (values.Length + 2) * Unit * magnitude;
        }

        return Math.Abs(Sum - value) + (error * ShareOfFloat64) + rounding;
    }

    /// <summary>The convention in words.</summary>
    public override string ToString()
    {
        string reference = Reference switch
        {
            ReferenceKind.Zero => "weights times values",
            ReferenceKind.Mean => "weights times differences from the mean",
            _ => "weights times differences from the reference",
        };
        return IsCommonShiftRemoved ? reference + ", less the mean over the outputs" : reference;
    }

    /// <summary>An element of row <paramref name="output"/> of a column of numbers, less the mean of that column if that is asked for.</summary>
    private static double Shifted(ReadOnlySpan<float> column, int stride, int output, bool removeCommonShift)
    {
        double value = column[output * stride];
        if (!removeCommonShift)
        {
            return value;
        }

        double sum = 0;
        int count = 0;
        for (int at = 0; at < column.Length; at += stride, count++)
        {
            sum += column[at];
        }

        return value - (sum / count);
    }
}
