using System;
using System.Numerics;
using System.Threading;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>
/// A simplex dictionary in integers over one common denominator: basic = (constant + Σ coefficient · nonbasic) / denominator.
/// Pivots divide without remainder (Bareiss), so there is no gcd and no fraction.
/// </summary>
/// <remarks>Variables are numbered: first the columns at the start, then the rows at the start. All are non-negative.</remarks>
internal sealed class IntegerDictionary
{
    /// <summary>After so many pivots Bland's rule, which cannot cycle, replaces the steepest coefficient.</summary>
    private const int SteepestPivots = 40;

    private readonly BigInteger[][] rows;
    private readonly int[] rowVariables;
    private readonly int[] columnVariables;
    private readonly int columns;

    /// <summary>A dictionary of zeros.</summary>
    public IntegerDictionary(int rows, int columns)
    {
        this.columns = columns;
        this.rows = new BigInteger[rows][];
        rowVariables = new int[rows];
        columnVariables = new int[columns];
        for (int j = 0; j < columns; j++)
        {
            columnVariables[j] = j;
        }

        for (int i = 0; i < rows; i++)
        {
            this.rows[i] = new BigInteger[columns + 1];
            rowVariables[i] = columns + i;
        }
    }

    /// <summary>The common denominator, positive.</summary>
    public BigInteger Denominator { get; private set; } = BigInteger.One;

    /// <summary>Coefficient of row <paramref name="row"/> and column <paramref name="column"/>, at the start.</summary>
    public BigInteger this[int row, int column]
    {
        set => rows[row][column] = value;
    }

    /// <summary>Sets the constant of a row, at the start.</summary>
    public void SetConstant(int row, BigInteger value) => rows[row][columns] = value;

    /// <summary>Value of a variable times the denominator; 0 if it is not in the basis.</summary>
    public BigInteger ConstantOf(int variable)
    {
        int row = Array.IndexOf(rowVariables, variable);
        return row < 0 ? BigInteger.Zero : rows[row][columns];
    }

    /// <summary>Coefficient of <paramref name="nonbasic"/> in the row of <paramref name="basic"/>; 0 if it is in the basis.</summary>
    public BigInteger CoefficientOf(int basic, int nonbasic)
    {
        int column = Array.IndexOf(columnVariables, nonbasic);
        return column < 0 ? BigInteger.Zero : rows[Array.IndexOf(rowVariables, basic)][column];
    }

    /// <summary>Brings column <paramref name="column"/>, whose coefficients are all positive, into the basis so that all constants become non-negative.</summary>
    public void EnterToFeasibility(int column)
    {
        int worst = 0;
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i][columns] * rows[worst][column] < rows[worst][columns] * rows[i][column])
            {
                worst = i;
            }
        }

        Pivot(worst, column);
    }

    /// <summary>Minimises a basic variable that never leaves the basis; if <paramref name="belowOne"/>, only until it is below 1.</summary>
    public void MinimiseBasic(int variable, CancellationToken cancellation, bool belowOne = false)
    {
        for (int pivots = 0; ; pivots++)
        {
            cancellation.ThrowIfCancellationRequested();
            BigInteger[] row = rows[Array.IndexOf(rowVariables, variable)];
            int column = Entering(row, bland: pivots >= SteepestPivots);
            if (column < 0 || (belowOne && row[columns] < Denominator))
            {
                return;
            }

            Pivot(Leaving(column), column);
        }
    }

    private int Entering(BigInteger[] objective, bool bland)
    {
        int best = -1;
        for (int j = 0; j < columns; j++)
        {
            bool better = objective[j].Sign < 0
                && (best < 0 || (bland ? columnVariables[j] < columnVariables[best] : objective[j] < objective[best]));
            best = better ? j : best;
        }

        return best;
    }

    /// <summary>The row that reaches 0 first as column <paramref name="column"/> grows; ties go to the lowest variable.</summary>
    private int Leaving(int column)
    {
        int best = -1;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i][column].Sign < 0 && (best < 0 || IsSooner(i, best, column)))
            {
                best = i;
            }
        }

        return best >= 0 ? best : throw new InvalidOperationException("A program over a bounded box cannot be unbounded.");
    }

    private bool IsSooner(int row, int than, int column)
    {
        // constant_row / -coefficient_row < constant_than / -coefficient_than, with both coefficients negative.
        int order = (rows[row][columns] * -rows[than][column]).CompareTo(rows[than][columns] * -rows[row][column]);
        return order < 0 || (order == 0 && rowVariables[row] < rowVariables[than]);
    }

    private void Pivot(int row, int column)
    {
        BigInteger pivot = rows[row][column];
        BigInteger[] source = rows[row];
        bool negative = pivot.Sign < 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (i != row)
            {
                Eliminate(rows[i], source, column, pivot, negative);
            }
        }

        // entering = (denominator · leaving − the rest of the row) / pivot, written over |pivot|.
        for (int j = 0; j <= columns; j++)
        {
            source[j] = j == column ? (negative ? -Denominator : Denominator) : negative ? source[j] : -source[j];
        }

        Denominator = BigInteger.Abs(pivot);
        (rowVariables[row], columnVariables[column]) = (columnVariables[column], rowVariables[row]);
    }

    private void Eliminate(BigInteger[] target, BigInteger[] source, int column, BigInteger pivot, bool negative)
    {
        BigInteger factor = target[column];
        for (int j = 0; j <= columns; j++)
        {
            BigInteger value = j == column
                ? factor
                : ((target[j] * pivot) - (factor * source[j])) / Denominator;
            target[j] = negative ? -value : value;
        }
    }
}
