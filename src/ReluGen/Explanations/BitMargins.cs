using System;

namespace ReluGen.Explanations;

/// <summary>
/// Which bits of an activation pattern are certain: those whose pre-activation is farther from 0 than its rounding error can reach, so that
/// Forward's bit is that of the exact network. If all are, the whole explanation is about the right region.
/// </summary>
/// <param name="CertifiedCount">Number of bits that are proved.</param>
/// <param name="BitCount">Number of bits.</param>
/// <param name="Weakest">The neuron whose pre-activation is smallest compared with its error bound; -1 without neurons.</param>
/// <param name="LeastRatio">|pre-activation| / error bound of that neuron; above 1 it is certified.</param>
public readonly record struct BitMargins(int CertifiedCount, int BitCount, int Weakest, double LeastRatio)
{
    // What the values themselves may be off by, as a share of the bounds: ErrorBoundsOf says so.
    private const double ShareOfFloat64 = 1.0 / (1 << 28);

    /// <summary>True if every bit is certified.</summary>
    public bool IsCertified => CertifiedCount == BitCount;

    /// <summary>Compares pre-activations with their error bounds.</summary>
    /// <param name="values">One value a hidden neuron, from ErrorBoundsOf.</param>
    /// <param name="errors">The bounds of as many.</param>
    /// <param name="certified">Receives whether each bit is certified; may be empty.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static BitMargins Of(ReadOnlySpan<double> values, ReadOnlySpan<double> errors, Span<bool> certified = default)
    {
        if (errors.Length != values.Length || (!certified.IsEmpty && certified.Length != values.Length))
        {
            throw new ArgumentException($"There are {values.Length} values, {errors.Length} errors and room for {certified.Length} bits; expected one of each a hidden neuron.");
        }

        int count = 0, weakest = -1;
        double least = double.PositiveInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            bool isCertain = Math.Abs(values[i]) > errors[i] * (1 + ShareOfFloat64);
            count += isCertain ? 1 : 0;
            if (!certified.IsEmpty)
            {
                certified[i] = isCertain;
            }

            // An error of 0 belongs to a bit that is constant; NaN and infinity to one of which nothing is known.
            double ratio = errors[i] == 0 ? double.PositiveInfinity : Math.Abs(values[i]) / errors[i];
            ratio = double.IsNaN(ratio) ? 0 : ratio;
            if (weakest < 0 || ratio < least)
            {
                (weakest, least) = (i, ratio);
            }
        }

        return new BitMargins(count, values.Length, weakest, least);
    }
}
