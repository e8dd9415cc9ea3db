using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace ReluGen.Core.Analysis.Degeneracy.Algebra;

/// <summary>Groups the rows of a matrix that are multiples of each other: by a hash of the direction, then by exact comparison.</summary>
internal static class RowDirections
{
    /// <summary>So many weights of a row count for its hash: enough to tell ordinary rows apart, and those that it does not are compared.</summary>
    private const int HashedWeights = 16;

    /// <summary>The groups of at least two rows, rows ascending, groups by first row; rows of zeros are left out.</summary>
    public static List<List<int>> Groups(FloatMatrix matrix)
    {
        var byHash = new Dictionary<ulong, List<List<int>>>();
        var groups = new List<List<int>>();
        for (int i = 0; i < matrix.Rows; i++)
        {
            int first = matrix.FirstNonZero(i);
            if (first < 0)
            {
                continue;
            }

            ulong hash = HashOf(matrix.Row(i), first);
            if (!byHash.TryGetValue(hash, out List<List<int>>? candidates))
            {
                byHash.Add(hash, candidates = []);
            }

            List<int>? group = candidates.Find(known => AreParallel(matrix.Row(known[0]), matrix.Row(i), first));
            if (group is null)
            {
                candidates.Add(group = []);
                groups.Add(group);
            }

            group.Add(i);
        }

        groups.RemoveAll(static group => group.Count < 2);
        return groups;
    }

    /// <summary>True if the rows are multiples of each other; the product of two float32 numbers is exact in float64.</summary>
    public static bool AreParallel(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int first)
    {
        double scaleLeft = left[first];
        double scaleRight = right[first];
        for (int j = 0; j < left.Length; j++)
        {
            if (left[j] * scaleRight != right[j] * scaleLeft)
            {
                return false;
            }
        }

        return scaleLeft != 0 && scaleRight != 0;
    }

    /// <summary>
    /// A hash of the weights divided by the first one: the same for all multiples of a row, since a quotient is rounded by its value
    /// and multiples have the same quotients.
    /// </summary>
    [MethodImpl(HotLoop.Options)]
    private static ulong HashOf(ReadOnlySpan<float> row, int first)
    {
        double scale = row[first];
        ulong hash = 0;
        for (int j = first; j < Math.Min(row.Length, first + HashedWeights); j++)
        {
            // Adding 0 turns −0 into 0.
            hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits((row[j] / scale) + 0.0)) * 0x9E3779B97F4A7C15UL;
            hash ^= hash >> 32;
        }

        return hash;
    }
}
