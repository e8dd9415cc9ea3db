using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions.Search;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>
/// A rigorous upper bound of an affine form on a cell of a box. A simplex method in float64 guesses multipliers of the cell's constraints; whatever
/// they are, form + Σ multiplier · constraint is at least the form on the cell, and its largest value on the box is bounded with every rounding
/// error added (design/math.md 9.3). Serves one thread.
/// </summary>
internal sealed class CellBound(FloatBox box)
{
    private const double Tolerance = 1e-11;

    private readonly int dimension = box.Dimension;

    /// <summary>The simplex dictionary: rows are slacks, columns the d + 1 variables y with u_j = start_j + y_j − y_d; then the constants.</summary>
    private double[][] rows = [];
    private double[] gains = [];

    /// <summary>Which variable stands in each row and column: constraints count from 0, then the faces of the box; −1 for a y.</summary>
    private int[] rowVariables = [];
    private int[] columnVariables = [];

    /// <summary>The bound.</summary>
    /// <param name="cuts">Constraints of the cell besides the box; some may be left out.</param>
    /// <param name="start">A point of the cell, as nearly as float64 tells.</param>
    /// <param name="form">The form: a coefficient a coordinate, then the constant.</param>
    /// <param name="error">A bound of |true form − form| on the box.</param>
    public double Upper(IReadOnlyList<Cut> cuts, double[] start, double[] form, double error)
    {
        double byBox = Bound(cuts, form, error, withMultipliers: false);
        Start(cuts, start, form);
        for (int pivots = 0; pivots < 50 + (10 * (dimension + 1)) && Step(); pivots++)
        {
        }

        double bound = Bound(cuts, form, error, withMultipliers: true);
        return bound < byBox ? bound : byBox;
    }

    private void Start(IReadOnlyList<Cut> cuts, double[] start, double[] form)
    {
        int count = cuts.Count + (2 * dimension);
        rows = new double[count][];
        rowVariables = new int[count];
        columnVariables = new int[dimension + 1];
        gains = new double[dimension + 1];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new double[dimension + 2];
            rowVariables[i] = i;
        }

        for (int i = 0; i < cuts.Count; i++)
        {
            FillRow(rows[i], cuts[i].Normal, cuts[i].ValueAt(start));
        }

        for (int j = 0; j < dimension; j++)
        {
            FillFace(rows[cuts.Count + (2 * j)], j, 1, start[j] - box.Lower[j]);
            FillFace(rows[cuts.Count + (2 * j) + 1], j, -1, box.Upper[j] - start[j]);
        }

        columnVariables[dimension] = -1;
        for (int j = 0; j < dimension; j++)
        {
            columnVariables[j] = -1;
            gains[j] = form[j];
            gains[dimension] -= form[j];
        }
    }

    private void FillRow(double[] row, double[] normal, double value)
    {
        for (int j = 0; j < dimension; j++)
        {
            row[j] = normal[j];
            row[dimension] -= row[j];
        }

        row[dimension + 1] = Math.Max(value, 0);
    }

    private void FillFace(double[] row, int coordinate, double sign, double value)
    {
        row[coordinate] = sign;
        row[dimension] = -sign;
        row[dimension + 1] = Math.Max(value, 0);
    }

    /// <summary>One pivot to a larger value; false where there is none.</summary>
    private bool Step()
    {
        int column = -1;
        double best = Tolerance * SizeOf(gains);
        for (int j = 0; j <= dimension; j++)
        {
            (column, best) = gains[j] > best ? (j, gains[j]) : (column, best);
        }

        if (column < 0)
        {
            return false;
        }

        int leaving = -1;
        double least = double.PositiveInfinity;
        for (int i = 0; i < rows.Length; i++)
        {
            // A y that has become basic may take any value again; its row never limits a step.
            if (rowVariables[i] >= 0 && rows[i][column] < -Tolerance)
            {
                double reach = rows[i][dimension + 1] / -rows[i][column];
                if (reach < least || (reach == least && rows[i][column] < rows[leaving][column]))
                {
                    (leaving, least) = (i, reach);
                }
            }
        }

        if (leaving < 0)
        {
            return false;
        }

        Pivot(leaving, column);
        return true;
    }

    private void Pivot(int row, int column)
    {
        double[] source = rows[row];
        double inverse = 1 / source[column];
        for (int j = 0; j < source.Length; j++)
        {
            source[j] = j == column ? inverse : -source[j] * inverse;
        }

        foreach (double[] target in rows)
        {
            if (target != source)
            {
                Substitute(target, source, column);
            }
        }

        double gain = gains[column];
        for (int j = 0; j <= dimension; j++)
        {
            gains[j] = j == column ? gain * inverse : gains[j] + (gain * source[j]);
        }

        (rowVariables[row], columnVariables[column]) = (columnVariables[column], rowVariables[row]);
    }

    private static void Substitute(double[] target, double[] source, int column)
    {
        double factor = target[column];
        if (factor == 0)
        {
            return;
        }

        for (int j = 0; j < target.Length; j++)
        {
            target[j] = j == column ? factor * source[j] : target[j] + (factor * source[j]);
        }

        target[target.Length - 1] = Math.Max(target[target.Length - 1], 0);
    }

    /// <summary>The largest value on the box of form + Σ multiplier · cut, and all that rounding may have taken from it.</summary>
    private double Bound(IReadOnlyList<Cut> cuts, double[] form, double error, bool withMultipliers)
    {
        var sum = (double[])form.Clone();
        double size = Math.Abs(form[dimension]);
        for (int j = 0; j < dimension; j++)
        {
            size += Math.Abs(form[j]) * box.Reach[j];
        }

        int terms = 0;
        for (int column = 0; withMultipliers && column <= dimension; column++)
        {
            int variable = columnVariables[column];
            if (variable >= 0 && variable < cuts.Count && gains[column] < 0)
            {
                Cut cut = cuts[variable];
                double multiplier = -gains[column];
                terms++;
                error += multiplier * cut.Error;
                size += multiplier * cut.Magnitude;
                sum[dimension] += multiplier * cut.Offset;
                for (int j = 0; j < dimension; j++)
                {
                    sum[j] += multiplier * cut.Normal[j];
                }
            }
        }

        double bound = sum[dimension];
        for (int j = 0; j < dimension; j++)
        {
            bound += sum[j] * (sum[j] > 0 ? box.Upper[j] : box.Lower[j]);
        }

        int roundings = (2 * terms) + (2 * dimension) + 8;
        return bound + ((error + (roundings * FloatForms.Roundoff * size) + ((terms + 2) * box.Underflow)) * (1 + 1e-10));
    }

    private static double SizeOf(double[] values)
    {
        double size = 0;
        foreach (double value in values)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        return size;
    }
}
