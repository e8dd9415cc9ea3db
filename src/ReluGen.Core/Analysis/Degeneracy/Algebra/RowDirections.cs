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
        uint[] keys = Keys(matrix.Columns);
        var byHash = new Dictionary<uint, List<List<int>>>();
        var groups = new List<List<int>>();
        for (int i = 0; i < matrix.Rows; i++)
        {
            int first = matrix.FirstNonZero(i);
            if (first < 0)
            {
                continue;
            }

            uint hash = HashOf(matrix.Row(i), first, keys);
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

    /// <summary>Σ key · weight / first weight: the same for all multiples of a row.</summary>
    [MethodImpl(HotLoop.Options)]
    private static uint HashOf(ReadOnlySpan<float> row, int first, uint[] keys)
    {
        uint sum = 0;
        for (int j = first; j < Math.Min(row.Length, first + HashedWeights); j++)
        {
            sum = Residue.Add(sum, Residue.Multiply(keys[j], Residue.Of(row[j])));
        }

        return Residue.Multiply(sum, Residue.Inverse(Residue.Of(row[first])));
    }

    private static uint[] Keys(int count)
    {
        var keys = new uint[count];
        ulong state = 0x9E3779B97F4A7C15UL;
        for (int j = 0; j < count; j++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            keys[j] = Residue.Reduce(state >> 3);
        }

        return keys;
    }
}
