using System;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// Proves a side of a form empty from multipliers that were found in float64: whatever their rounding, they are a proof once the
/// bound over the box, with every rounding error added, is not positive (Neumaier and Shcherbina's idea).
/// </summary>
internal sealed class FarkasBound(FloatBox box)
{
    private readonly double[] sum = new double[box.Dimension];

    /// <summary>The proof that the side has no point in the cell; null where these multipliers do not show it.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="forms">The forms of the neuron's stage.</param>
    /// <param name="index">The neuron.</param>
    /// <param name="positive">The side.</param>
    /// <param name="vertex">The vertex where the side's form is largest.</param>
    /// <param name="prices">Multipliers of the vertex's cuts in the form; negative ones count.</param>
    /// <param name="keep">True to write the proof down; false for any proof object.</param>
    public EmptyProof? Prove(Cell cell, FloatForms forms, int index, bool positive, Vertex vertex, ReadOnlySpan<double> prices, bool keep)
    {
        // Multipliers of 24 bits make shorter certificates and nearly always suffice.
        bool shortened = Holds(cell, forms, index, positive, vertex, prices, Shortened);
        if (!shortened && !Holds(cell, forms, index, positive, vertex, prices, Full))
        {
            return null;
        }

        return keep ? Write(cell, vertex, prices, shortened ? Shortened : Full) : EmptyProof.ByBox;
    }

    private static double Shortened(double price) => price < 0 ? (float)-price : 0;

    private static double Full(double price) => price < 0 ? -price : 0;

    private bool Holds(Cell cell, FloatForms forms, int index, bool positive, Vertex vertex, ReadOnlySpan<double> prices, Func<double, double> round)
    {
        int at = index * forms.Stride;
        double sign = positive ? 1 : -1;
        double bound = sign * forms.Values[at + box.Dimension];
        double error = forms.Error[index];
        double size = forms.Magnitude[index];
        for (int j = 0; j < sum.Length; j++)
        {
            sum[j] = sign * forms.Values[at + j];
        }

        for (int q = 0; q < prices.Length; q++)
        {
            Cut cut = cell.Cuts[vertex.Cuts[q]];
            double multiplier = round(prices[q]);
            bound += multiplier * cut.Offset;
            error += multiplier * cut.Error;
            size += multiplier * cut.Magnitude;
            for (int j = 0; j < sum.Length; j++)
            {
                sum[j] += multiplier * cut.Normal[j];
            }
        }

        for (int j = 0; j < sum.Length; j++)
        {
            bound += sum[j] * (sum[j] > 0 ? box.Upper[j] : box.Lower[j]);
        }

        int roundings = (2 * prices.Length) + (2 * sum.Length) + 8;
        double slack = (error + (roundings * FloatForms.Roundoff * size) + ((prices.Length + 2) * box.Underflow)) * (1 + 1e-10);
        return bound + slack < 0;
    }

    private static EmptyProof Write(Cell cell, Vertex vertex, ReadOnlySpan<double> prices, Func<double, double> round)
    {
        int count = 0;
        foreach (double price in prices)
        {
            count += round(price) != 0 ? 1 : 0;
        }

        var terms = new EmptyProof.Term[count];
        for (int q = 0, term = 0; q < prices.Length; q++)
        {
            double multiplier = round(prices[q]);
            if (multiplier != 0)
            {
                Cut cut = cell.Cuts[vertex.Cuts[q]];
                terms[term++] = new EmptyProof.Term(cut.Number, Dyadic.Of(multiplier).Scaled(-cut.Exponent));
            }
        }

        return new EmptyProof(EmptyProof.ByBox.Weight, terms);
    }
}
