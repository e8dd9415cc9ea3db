using System.Collections.Generic;
using System.Numerics;

namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>The rank of a small matrix of integers by fraction-free elimination (Bareiss).</summary>
internal static class ExactRank
{
    /// <summary>The rank; the rows are overwritten.</summary>
    public static int Of(List<BigInteger[]> rows)
    {
        int rank = 0;
        BigInteger previous = BigInteger.One;
        for (int column = 0; rows.Count > 0 && column < rows[0].Length && rank < rows.Count; column++)
        {
            int pivot = rows.FindIndex(rank, row => !row[column].IsZero);
            if (pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            BigInteger[] source = rows[rank];
            for (int r = rank + 1; r < rows.Count; r++)
            {
                BigInteger[] target = rows[r];
                BigInteger factor = target[column];
                for (int j = column; j < target.Length; j++)
                {
                    target[j] = ((target[j] * source[column]) - (factor * source[j])) / previous;
                }
            }

            previous = source[column];
            rank++;
        }

        return rank;
    }
}
