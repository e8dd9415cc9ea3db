using System;
using ReluGen.Core.Analysis.Regions.Exact;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>One strict constraint ±form &gt; 0 of a cell, scaled by a power of two so that its largest coefficient lies in [1, 2).</summary>
internal sealed class Cut : Plane
{
    private readonly StageForms forms;
    private readonly int index;
    private readonly bool positive;

    /// <summary>The side of form <paramref name="index"/> on which it is positive, or negative.</summary>
    /// <param name="forms">The forms of its stage.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="positive">The side.</param>
    /// <param name="number">Number of the constraint in the proof.</param>
    public Cut(StageForms forms, int index, bool positive, int number)
        : base([], 0)
    {
        this.forms = forms;
        this.index = index;
        this.positive = positive;
        Number = number;
        if (forms.Float is not null)
        {
            Normal = new double[forms.Float.Stride - 1];
            Scale(forms.Float);
        }
    }

    /// <summary>Number of the constraint in the proof.</summary>
    public int Number { get; }

    /// <summary>The true form is this one times 2^Exponent.</summary>
    public int Exponent { get; private set; }

    /// <summary>Bound of |true form − stored form| over the box, in this scale.</summary>
    public double Error { get; private set; }

    /// <summary>Bound of Σ |a_j x_j| + |b| over the box, in this scale.</summary>
    public double Magnitude { get; private set; }

    /// <summary>Bound of |true form − computed value| at any point of the box, in this scale.</summary>
    public double Noise { get; private set; }

    /// <summary>The constraint in integers.</summary>
    public SignedForm Exact => SignedForm.Of(forms.Exact, index, positive);

    private void Scale(FloatForms source)
    {
        int at = index * source.Stride;
        double largest = 0;
        for (int j = 0; j < Normal.Length; j++)
        {
            largest = Math.Max(largest, Math.Abs(source.Values[at + j]));
        }

        Exponent = PowerOfTwo.ExponentOf(largest);
        double factor = PowerOfTwo.Of(-Exponent) * (positive ? 1 : -1);
        for (int j = 0; j < Normal.Length; j++)
        {
            Normal[j] = source.Values[at + j] * factor;
        }

        // Scaling may underflow coefficients that are tiny beside the largest; the bounds make room for it.
        double lost = source.Underflow;
        Offset = source.Values[at + Normal.Length] * factor;
        Error = (source.Error[index] * Math.Abs(factor)) + lost;
        Magnitude = (source.Magnitude[index] * Math.Abs(factor)) + lost;
        Noise = (source.Noise[index] * Math.Abs(factor)) + lost;
    }
}
