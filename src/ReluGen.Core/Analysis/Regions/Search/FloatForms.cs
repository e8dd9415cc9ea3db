using System;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// Affine forms in float64 with rigorous bounds: row i of <see cref="Values"/> is (a_0, …, a_d-1, b), and the true form
/// differs from it by at most Error[i] anywhere in the box.
/// </summary>
internal sealed class FloatForms
{
    /// <summary>Above the unit roundoff 2^-53 by enough to make (n + 2) · Roundoff bound n roundings (gamma_n of the literature).</summary>
    public const double Roundoff = 1.2e-16;

    private readonly FloatBox box;

    /// <summary>Room for <paramref name="count"/> forms, all zero.</summary>
    public FloatForms(FloatBox box, int count)
    {
        this.box = box;
        Stride = box.Dimension + 1;
        Values = new double[count * Stride];
        Error = new double[count];
        Magnitude = new double[count];
        Noise = new double[count];
    }

    /// <summary>Coefficients of a form: the dimension plus one.</summary>
    public int Stride { get; }

    /// <summary>The coefficients, a row a form.</summary>
    public double[] Values { get; }

    /// <summary>Bound of |true form − stored form| over the box.</summary>
    public double[] Error { get; }

    /// <summary>Bound of Σ |a_j x_j| + |b| over the box; 0 only for the form that is zero.</summary>
    public double[] Magnitude { get; }

    /// <summary>Bound of |true form − value computed in float64| at any point of the box.</summary>
    public double[] Noise { get; }

    /// <summary>What underflow in one coefficient each can add to the value of a form.</summary>
    public double Underflow => box.Underflow;

    /// <summary>True if the form is known, without exact arithmetic, to be zero everywhere.</summary>
    public bool IsZero(int index) => Magnitude[index] == 0 && Error[index] == 0;

    /// <summary>Adds factor · term to form <paramref name="index"/>, without its bounds.</summary>
    public void Add(int index, double factor, FloatForms source, int term) =>
        Sums.AddProduct(Values.AsSpan(index * Stride, Stride), factor, source.Values.AsSpan(term * Stride, Stride));

    /// <summary>Completes the bounds of a form that is the sum of a constant and <paramref name="terms"/> products.</summary>
    /// <param name="index">The form.</param>
    /// <param name="terms">Number of products.</param>
    /// <param name="inherited">Sum of |factor| · error over the terms.</param>
    /// <param name="size">Sum of |factor| · magnitude over the terms, plus |constant|.</param>
    public void Finish(int index, int terms, double inherited, double size)
    {
        double magnitude = Math.Abs(Values[(index * Stride) + box.Dimension]);
        for (int j = 0; j < box.Dimension; j++)
        {
            magnitude += Math.Abs(Values[(index * Stride) + j]) * box.Reach[j];
        }

        // Two roundings a product (factor and product) and one a sum; underflow adds at most the smallest number each time.
        double rounding = terms == 0 ? 0 : ((2 * terms) + 4) * Roundoff * size;
        double underflow = terms * box.Underflow;
        Error[index] = (inherited + rounding + underflow) * (1 + 1e-10);
        Magnitude[index] = magnitude * (1 + 1e-10);
        Noise[index] = magnitude == 0 && Error[index] == 0
            ? 0
            : Error[index] + ((box.Dimension + 4) * Roundoff * Magnitude[index]) + box.Underflow;
    }

    /// <summary>Value of the form at a point, computed in float64.</summary>
    public double ValueAt(int index, double[] point) =>
        Sums.Dot(Values[(index * Stride) + box.Dimension], Values.AsSpan(index * Stride, box.Dimension), point);

    /// <summary>The least and the largest value over the box, computed in float64.</summary>
    public void RangeOf(int index, out double least, out double largest)
    {
        int at = index * Stride;
        least = largest = Values[at + box.Dimension];
        for (int j = 0; j < box.Dimension; j++)
        {
            double atLower = Values[at + j] * box.Lower[j];
            double atUpper = Values[at + j] * box.Upper[j];
            least += atLower < atUpper ? atLower : atUpper;
            largest += atLower < atUpper ? atUpper : atLower;
        }
    }
}
