using System;
using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>Interval arithmetic through one stage: each product takes its worst value. Exact on the first stage where that decides a sign.</summary>
internal static class IntervalPass
{
    /// <summary>Bounds of the pre-activations of <paramref name="stage"/> from bounds of the sources; element 0 is the input.</summary>
    public static StageBounds Affine(AffineStage stage, IReadOnlyList<StageBounds> sources)
    {
        var result = new StageBounds(new double[stage.Width], new double[stage.Width]);
        bool readsInputOnly = stage.Blocks.Count == 1 && stage.Blocks[0].Source == 0;
        bool isBounded = ReadsBounded(stage, sources);
        for (int i = 0; i < stage.Width; i++)
        {
            RowSums.Extremes sums = isBounded ? BoundedSums(stage, i, sources) : UnboundedSums(stage, i, sources);
            bool close = Bound(sums, out result.LowerValues[i], out result.UpperValues[i]);
            if (close && readsInputOnly)
            {
                result.LowerValues[i] = -Outward.Up(LargestExactly(stage, i, sources[0], negated: true));
                result.UpperValues[i] = Outward.Up(LargestExactly(stage, i, sources[0], negated: false));
            }
        }

        return result;
    }

    /// <summary>Bounds of h = z &gt; 0 ? z : α·z from bounds of z.</summary>
    public static StageBounds Activate(HiddenStage stage, StageBounds z)
    {
        var result = new StageBounds(new double[z.Count], new double[z.Count]);
        for (int i = 0; i < z.Count; i++)
        {
            double slope = stage.Slopes[i];
            double low = z.LowerValues[i];
            double high = z.UpperValues[i];

            // The activation is monotone on either side of 0, so its extremes are at the ends and at 0.
            double fromLow = low > 0 ? low : Scaled(slope, low, up: false);
            double fromLowUp = low > 0 ? low : Scaled(slope, low, up: true);
            double fromHigh = high > 0 ? high : Scaled(slope, high, up: false);
            double fromHighUp = high > 0 ? high : Scaled(slope, high, up: true);
            bool zero = low <= 0 && high >= 0;
            result.LowerValues[i] = Math.Min(Math.Min(fromLow, fromHigh), zero ? 0 : double.PositiveInfinity);
            result.UpperValues[i] = Math.Max(Math.Max(fromLowUp, fromHighUp), zero ? 0 : double.NegativeInfinity);
        }

        return result;
    }

    /// <summary>slope · value, rounded to one side; 0 times infinity is 0, as it stands for arbitrarily large numbers.</summary>
    private static double Scaled(double slope, double value, bool up)
    {
        if (slope == 0 || value == 0)
        {
            return 0;
        }

        double product = slope * value;
        double error = double.IsInfinity(product) ? 0 : Outward.ErrorOf(1, Math.Abs(product));
        return slope == 1 ? value : up ? Outward.Up(product, error) : Outward.Down(product, error);
    }

    private static bool ReadsBounded(AffineStage stage, IReadOnlyList<StageBounds> sources)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            if (!sources[block.Source].IsFinite())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bias, and the least and largest sum of products of each block.</summary>
    private static RowSums.Extremes BoundedSums(AffineStage stage, int neuron, IReadOnlyList<StageBounds> sources)
    {
        double low = stage.Bias[neuron];
        double high = low;
        double sizeLow = Math.Abs(low);
        double sizeHigh = sizeLow;
        int terms = 1;
        foreach (WeightBlock block in stage.Blocks)
        {
            StageBounds source = sources[block.Source];
            RowSums.Extremes sums = RowSums.ExtremesOf(block.Row(neuron), source.LowerValues, source.UpperValues);
            low += sums.Low;
            high += sums.High;
            sizeLow += sums.SizeLow;
            sizeHigh += sums.SizeHigh;
            terms += sums.Terms;
        }

        return new RowSums.Extremes(low, high, sizeLow, sizeHigh, terms);
    }

    /// <summary>The same where a bound of a source is infinite; weights of 0 do not read it.</summary>
    private static RowSums.Extremes UnboundedSums(AffineStage stage, int neuron, IReadOnlyList<StageBounds> sources)
    {
        double low = stage.Bias[neuron];
        double high = low;
        double sizeLow = Math.Abs(low);
        double sizeHigh = sizeLow;
        int terms = 1;
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> weights = block.Row(neuron);
            double[] from = sources[block.Source].LowerValues;
            double[] to = sources[block.Source].UpperValues;
            for (int k = 0; k < weights.Length && !(double.IsInfinity(sizeLow) && double.IsInfinity(sizeHigh)); k++)
            {
                if (weights[k] != 0)
                {
                    double least = Math.Min(weights[k] * from[k], weights[k] * to[k]);
                    double largest = Math.Max(weights[k] * from[k], weights[k] * to[k]);
                    low += least;
                    high += largest;
                    sizeLow += Math.Abs(least);
                    sizeHigh += Math.Abs(largest);
                    terms++;
                }
            }
        }

        return new RowSums.Extremes(low, high, sizeLow, sizeHigh, terms);
    }

    /// <summary>Bounds one neuron; true if rounding alone may hide on which side of 0 an end lies.</summary>
    private static bool Bound(in RowSums.Extremes sums, out double lower, out double upper)
    {
        double errorLow = sums.Terms == 1 ? 0 : Outward.ErrorOf(2 * sums.Terms, sums.SizeLow);
        double errorHigh = sums.Terms == 1 ? 0 : Outward.ErrorOf(2 * sums.Terms, sums.SizeHigh);
        lower = IsFinite(sums.SizeLow) ? Outward.Down(sums.Low, errorLow) : double.NegativeInfinity;
        upper = IsFinite(sums.SizeHigh) ? Outward.Up(sums.High, errorHigh) : double.PositiveInfinity;
        bool finite = IsFinite(sums.SizeLow) && IsFinite(sums.SizeHigh);
        return finite && ((errorLow > 0 && Math.Abs(sums.Low) <= 2 * errorLow) || (errorHigh > 0 && Math.Abs(sums.High) <= 2 * errorHigh));
    }

    /// <summary>The largest value of z, or of −z, over a bounded box of inputs.</summary>
    private static Dyadic LargestExactly(AffineStage stage, int neuron, StageBounds inputs, bool negated)
    {
        Dyadic sum = Dyadic.Of(negated ? -stage.Bias[neuron] : stage.Bias[neuron]);
        ReadOnlySpan<float> weights = stage.Blocks[0].Row(neuron);
        for (int k = 0; k < weights.Length; k++)
        {
            if (weights[k] != 0)
            {
                float weight = negated ? -weights[k] : weights[k];
                sum += Dyadic.Of(weight) * Dyadic.Of(weight > 0 ? inputs.UpperValues[k] : inputs.LowerValues[k]);
            }
        }

        return sum;
    }

    private static bool IsFinite(double value) => !double.IsInfinity(value) && !double.IsNaN(value);
}
