using System;

namespace ReluGen;

/// <summary>
/// How far a point may move before its activation pattern, and so its explanation, changes: distances to the nearest of the hyperplanes
/// that <c>BoundariesOf</c> gives for the point's pattern.
/// </summary>
/// <param name="Distance">Euclidean distance; infinite where nothing bounds the region, 0 on a boundary.</param>
/// <param name="MaximumDistance">By how much every input may move at once (maximum norm).</param>
/// <param name="Neuron">The hidden neuron, numbered as the bits of the pattern, whose hyperplane is the nearest in the Euclidean distance; -1 for none.</param>
/// <remarks>
/// Computed in float64, and not certified: the tool's <c>geometry</c> is exact. Forward rounds to float32, so its own boundaries lie within
/// the error of its pre-activations (docs/numbers.md) of these.
/// </remarks>
public readonly record struct RegionMargin(double Distance, double MaximumDistance, int Neuron)
{
    /// <summary>Measures the distances of a point.</summary>
    /// <param name="point">One value an input.</param>
    /// <param name="normals">A row a hidden neuron, from BoundariesOf with the point's own pattern.</param>
    /// <param name="offsets">One value a hidden neuron.</param>
    /// <param name="down">Receives by how much each input may fall while the others stay; may be empty.</param>
    /// <param name="up">Receives by how much each input may rise; may be empty.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <remarks>Cost: two passes over <paramref name="normals"/>. Allocates nothing.</remarks>
    public static RegionMargin Of(ReadOnlySpan<float> point, ReadOnlySpan<double> normals, ReadOnlySpan<double> offsets, Span<double> down = default, Span<double> up = default)
    {
        if (normals.Length != (long)point.Length * offsets.Length
            || (!down.IsEmpty && down.Length != point.Length)
            || (!up.IsEmpty && up.Length != point.Length))
        {
            throw new ArgumentException($"{offsets.Length} boundaries of {point.Length} inputs need {(long)point.Length * offsets.Length} normals, not {normals.Length}, and room for a value an input, or none.");
        }

        down.Fill(double.PositiveInfinity);
        up.Fill(double.PositiveInfinity);
        var margin = new RegionMargin(double.PositiveInfinity, double.PositiveInfinity, -1);
        for (int i = 0; i < offsets.Length; i++)
        {
            margin = margin.With(i, point, normals.Slice(i * point.Length, point.Length), offsets[i], down, up);
        }

        return margin;
    }

    private RegionMargin With(int neuron, ReadOnlySpan<float> point, ReadOnlySpan<double> normal, double offset, Span<double> down, Span<double> up)
    {
        double value = offset;
        double squares = 0;
        double sum = 0;
        for (int j = 0; j < normal.Length; j++)
        {
            value += normal[j] * point[j];
            squares += normal[j] * normal[j];
            sum += Math.Abs(normal[j]);
        }

        if (sum == 0)
        {
            return this;
        }

        for (int j = 0; j < down.Length; j++)
        {
            // An active neuron is lost against its normal, an inactive one is won along it.
            down[j] = normal[j] * Side(value) > 0 ? Math.Min(down[j], Math.Abs(value / normal[j])) : down[j];
        }

        for (int j = 0; j < up.Length; j++)
        {
            up[j] = normal[j] * Side(value) < 0 ? Math.Min(up[j], Math.Abs(value / normal[j])) : up[j];
        }

        double distance = Math.Abs(value) / Math.Sqrt(squares);
        double maximum = Math.Min(MaximumDistance, Math.Abs(value) / sum);
        return distance < Distance ? new RegionMargin(distance, maximum, neuron) : this with { MaximumDistance = maximum };
    }

    private static int Side(double value) => value > 0 ? 1 : -1;
}
