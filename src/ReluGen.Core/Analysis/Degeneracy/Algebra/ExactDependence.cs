using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Degeneracy.Algebra;

/// <summary>A row written with others: row · Denominator = Σ Numerators[k] · Rows[k].</summary>
/// <param name="Row">The row.</param>
/// <param name="Rows">The others; none for a row of zeros.</param>
/// <param name="Numerators">One factor each.</param>
/// <param name="Denominator">Positive.</param>
internal sealed record Dependence(int Row, IReadOnlyList<int> Rows, IReadOnlyList<BigInteger> Numerators, BigInteger Denominator);

/// <summary>Finds rows of a matrix that are exact combinations of the others.</summary>
internal static class ExactDependence
{
    /// <summary>Combinations of more rows than this are not solved for: the numbers in them would fill pages.</summary>
    private const int MostTerms = 96;

    /// <summary>Dependences of distinct rows on rows that have none. All are exact; some may be missing where they need many terms.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="isIndependent">True if it is certain that no row depends on others.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static List<Dependence> Find(FloatMatrix matrix, out bool isIndependent, CancellationToken cancellation)
    {
        var found = new List<Dependence>();
        List<int> rest = WithoutObvious(matrix, found);
        FloatMatrix reduced = matrix.Select(rest);
        var elimination = new ModularElimination(reduced, cancellation);
        isIndependent = found.Count == 0 && elimination.DependentRows.Count == 0;
        if (elimination.DependentRows.Count > 0 && elimination.IndependentRows.Count <= MostTerms)
        {
            int exponent = LeastExponent(reduced);
            foreach (int row in elimination.DependentRows)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Solve(reduced, exponent, elimination, row, rest) is { } dependence)
                {
                    found.Add(dependence);
                }
            }
        }

        found.Sort(static (left, right) => left.Row.CompareTo(right.Row));
        return found;
    }

    /// <summary>Takes out rows of zeros and multiples of earlier rows.</summary>
    private static List<int> WithoutObvious(FloatMatrix matrix, List<Dependence> found)
    {
        var obvious = new HashSet<int>();
        for (int i = 0; i < matrix.Rows; i++)
        {
            if (matrix.FirstNonZero(i) < 0)
            {
                obvious.Add(i);
                found.Add(new Dependence(i, [], [], BigInteger.One));
            }
        }

        foreach (List<int> group in RowDirections.Groups(matrix))
        {
            int first = matrix.FirstNonZero(group[0]);
            foreach (int row in group.GetRange(1, group.Count - 1))
            {
                obvious.Add(row);
                Ratio ratio = Ratio.Of(matrix.Row(row)[first], matrix.Row(group[0])[first]);
                found.Add(new Dependence(row, [group[0]], [ratio.Numerator], ratio.Denominator));
            }
        }

        var rest = new List<int>();
        for (int i = 0; i < matrix.Rows; i++)
        {
            if (!obvious.Contains(i))
            {
                rest.Add(i);
            }
        }

        return rest;
    }

    private static Dependence? Solve(FloatMatrix matrix, int exponent, ModularElimination elimination, int row, List<int> names)
    {
        int count = elimination.IndependentRows.Count;
        var equations = new BigInteger[count][];
        for (int p = 0; p < count; p++)
        {
            int column = elimination.PivotColumns[p];
            equations[p] = new BigInteger[count + 1];
            for (int q = 0; q < count; q++)
            {
                equations[p][q] = Integer(matrix.Row(elimination.IndependentRows[q])[column], exponent);
            }

            equations[p][count] = Integer(matrix.Row(row)[column], exponent);
        }

        BigInteger denominator = IntegerSystem.Solve(equations);
        BigInteger common = denominator;
        var rows = new List<int>();
        var numerators = new List<BigInteger>();
        for (int q = 0; q < count; q++)
        {
            BigInteger numerator = equations[q][count];
            common = BigInteger.GreatestCommonDivisor(common, numerator);
            if (!numerator.IsZero)
            {
                rows.Add(elimination.IndependentRows[q]);
                numerators.Add(numerator);
            }
        }

        return !denominator.IsZero && Holds(matrix, exponent, row, rows, numerators, denominator)
            ? new Dependence(names[row], rows.ConvertAll(r => names[r]), numerators.ConvertAll(n => n / common), denominator / common)
            : null;
    }

    private static bool Holds(FloatMatrix matrix, int exponent, int row, List<int> rows, List<BigInteger> numerators, BigInteger denominator)
    {
        for (int j = 0; j < matrix.Columns; j++)
        {
            BigInteger sum = -denominator * Integer(matrix.Row(row)[j], exponent);
            for (int k = 0; k < rows.Count; k++)
            {
                sum += numerators[k] * Integer(matrix.Row(rows[k])[j], exponent);
            }

            if (!sum.IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private static BigInteger Integer(float value, int exponent) => Dyadic.Of(value).ToInteger(exponent);

    private static int LeastExponent(FloatMatrix matrix)
    {
        int exponent = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            foreach (float value in matrix.Row(i))
            {
                exponent = value == 0 ? exponent : Math.Min(exponent, Dyadic.Of(value).Exponent);
            }
        }

        return exponent;
    }
}
