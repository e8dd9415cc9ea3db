using System.Numerics;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>Solves small square systems of linear equations exactly, in integers.</summary>
internal static class IntegerSystem
{
    /// <summary>
    /// Solves a system by fraction-free Gauss–Jordan elimination (Bareiss); row i of <paramref name="rows"/> holds the coefficients and then
    /// the right side, and is overwritten.
    /// </summary>
    /// <returns>The positive common denominator; the right sides become the numerators. Zero where the matrix is singular.</returns>
    public static BigInteger Solve(BigInteger[][] rows)
    {
        int size = rows.Length;
        BigInteger previous = BigInteger.One;
        for (int k = 0; k < size; k++)
        {
            int pivot = k;
            while (pivot < size && rows[pivot][k].IsZero)
            {
                pivot++;
            }

            if (pivot == size)
            {
                return BigInteger.Zero;
            }

            (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
            for (int i = 0; i < size; i++)
            {
                if (i != k)
                {
                    Eliminate(rows[i], rows[k], k, previous);
                }
            }

            previous = rows[k][k];
        }

        foreach (BigInteger[] row in rows)
        {
            row[size] = previous.Sign < 0 ? -row[size] : row[size];
        }

        return BigInteger.Abs(previous);
    }

    private static void Eliminate(BigInteger[] target, BigInteger[] source, int column, BigInteger previous)
    {
        BigInteger factor = target[column];
        BigInteger pivot = source[column];
        for (int j = 0; j < target.Length; j++)
        {
            target[j] = ((target[j] * pivot) - (factor * source[j])) / previous;
        }
    }
}
