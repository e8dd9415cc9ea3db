using System;

namespace ReluGen.Explanations;

/// <summary>What makes a change of the input small.</summary>
public enum ChangeNorm
{
    /// <summary>The Euclidean length of the change.</summary>
    Euclidean,

    /// <summary>The largest change of any input.</summary>
    Maximum,
}

/// <summary>
/// The nearest input at which the affine map of a row's region has another value of an output: the point of the hyperplane
/// gradient · x = const that is closest to the row, in closed form. It is the network's own answer only if it is still in the region.
/// </summary>
/// <param name="Distance">Size of the change in its norm; infinite if the output does not depend on the input here.</param>
/// <param name="StaysInRegion">True if no pre-activation changes side on the way, so that the network has the asked value there.</param>
/// <param name="Reach">The part of the way, from 0 to 1, after which the row leaves its region; 1 if it does not.</param>
/// <param name="Neuron">The hidden neuron that changes side first; -1 if none does.</param>
/// <remarks>Computed in float64, and not certified.</remarks>
public readonly record struct Counterfactual(double Distance, bool StaysInRegion, double Reach, int Neuron)
{
    /// <summary>Finds the smallest change of a row.</summary>
    /// <param name="point">The row: one value an input.</param>
    /// <param name="gradient">Of what shall change: a row of A, or the difference of two.</param>
    /// <param name="value">Its value at the row.</param>
    /// <param name="threshold">The value that is asked for, as 0 for the boundary of a sigmoid's classes.</param>
    /// <param name="normals">A row a hidden neuron, from BoundariesOf with the row's own pattern.</param>
    /// <param name="offsets">One value a hidden neuron.</param>
    /// <param name="target">Receives the input where the value is reached, one value an input; the row itself if there is none.</param>
    /// <param name="norm">What makes a change small.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <remarks>Cost: one pass over <paramref name="normals"/>. Allocates nothing.</remarks>
    public static Counterfactual Of(
        ReadOnlySpan<float> point,
        ReadOnlySpan<double> gradient,
        double value,
        double threshold,
        ReadOnlySpan<double> normals,
        ReadOnlySpan<double> offsets,
        Span<double> target,
        ChangeNorm norm = ChangeNorm.Euclidean)
    {
        if (gradient.Length != point.Length || target.Length != point.Length || normals.Length != (long)point.Length * offsets.Length)
        {
            throw new ArgumentException($"{point.Length} inputs need as many of the gradient and of the target, and {offsets.Length} boundaries {(long)point.Length * offsets.Length} normals; there are {gradient.Length}, {target.Length} and {normals.Length}.");
        }

        double length = 0;
        foreach (double slope in gradient)
        {
            length += norm == ChangeNorm.Euclidean ? slope * slope : Math.Abs(slope);
        }

        double step = value == threshold ? 0 : (threshold - value) / length;
        bool isFinite = double.IsFinite(step);
        for (int j = 0; j < target.Length; j++)
        {
            double direction = norm == ChangeNorm.Euclidean ? gradient[j] : Math.Sign(gradient[j]);
            target[j] = point[j] + (isFinite ? step * direction : 0);
        }

        if (!isFinite)
        {
            return new Counterfactual(double.PositiveInfinity, false, 0, -1);
        }

        (double reach, int neuron) = FirstChange(point, target, normals, offsets);
        return new Counterfactual(Math.Abs(step) * (norm == ChangeNorm.Euclidean ? Math.Sqrt(length) : 1), neuron < 0, reach, neuron);
    }

    /// <summary>The part of the way from the point to the target at which the first neuron changes side, and that neuron.</summary>
    private static (double Reach, int Neuron) FirstChange(ReadOnlySpan<float> point, ReadOnlySpan<double> target, ReadOnlySpan<double> normals, ReadOnlySpan<double> offsets)
    {
        double reach = 1;
        int neuron = -1;
        for (int i = 0; i < offsets.Length; i++)
        {
            double start = offsets[i], end = offsets[i];
            for (int j = 0; j < point.Length; j++)
            {
                start += normals[(i * point.Length) + j] * point[j];
                end += normals[(i * point.Length) + j] * target[j];
            }

            if (start > 0 == end > 0)
            {
                continue;
            }

            double at = start / (start - end);
            if (neuron < 0 || at < reach)
            {
                (reach, neuron) = (at, i);
            }
        }

        return (reach, neuron);
    }
}
