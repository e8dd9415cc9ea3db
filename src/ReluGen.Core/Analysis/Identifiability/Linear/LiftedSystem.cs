using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;

namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>
/// Solves systems of linear equations in integers by lifting modulo powers of a prime (Dixon 1982): digit after digit of the solution from the
/// inverse modulo the prime, then fractions from the digits. Its cost grows with the size of the solution, where elimination carries numbers of
/// the largest size from the start.
/// </summary>
/// <remarks>A solution is compared with the equations modulo another prime only: whoever uses it must multiply it out.</remarks>
internal sealed class LiftedSystem
{
    /// <summary>Digits after which fractions are tried for the first time; then after twice as many each time.</summary>
    private const int FirstTry = 4;

    /// <summary>Euclid's algorithm takes about as many steps as a word has bits for each word, and each of them some calls besides its products.</summary>
    private const int EuclidSteps = 64;
    private const int Calls = 128;

    private readonly PrimeField field;
    private readonly PrimeField other;
    private readonly int size;
    private readonly int words;

    /// <summary>The matrix in limbs of 32 bits, least first, of which the last has the sign; row-major.</summary>
    private readonly long[] limbs;
    private readonly double[] inverse;
    private readonly double[] residues;

    private LiftedSystem(BigInteger[][] matrix, double[] inverse, PrimeField field, PrimeField other)
    {
        this.inverse = inverse;
        this.field = field;
        this.other = other;
        size = matrix.Length;
        residues = new double[size * size];
        foreach (BigInteger[] row in matrix)
        {
            foreach (BigInteger entry in row)
            {
                words = Math.Max(words, 1 + (entry.ToByteArray().Length / sizeof(int)));
            }
        }

        limbs = new long[size * size * words];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                Limbs(matrix[i][j], words).CopyTo(limbs, ((i * size) + j) * words);
                residues[(i * size) + j] = other.Of(matrix[i][j]);
            }
        }
    }

    /// <summary>Prepares a square matrix; null if the prime divides its determinant.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="field">The prime that the digits belong to.</param>
    /// <param name="other">The prime of the comparison.</param>
    public static LiftedSystem? Of(BigInteger[][] matrix, PrimeField field, PrimeField other) =>
        Inverse(matrix, field) is { } inverse ? new LiftedSystem(matrix, inverse, field, other) : null;

    /// <summary>Solves for one right side of at most the size of the matrix's numbers and some words more.</summary>
    /// <param name="right">The right side.</param>
    /// <param name="budget">Products of words that this may take.</param>
    /// <param name="work">What it took.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Numerators and their common denominator, which is positive; null where the budget does not suffice.</returns>
    public (BigInteger[] Numerators, BigInteger Denominator)? Solve(BigInteger[] right, long budget, out long work, CancellationToken cancellation)
    {
        work = 0;
        int width = words + 2;
        foreach (BigInteger value in right)
        {
            width = Math.Max(width, 2 + (value.ToByteArray().Length / sizeof(int)));
        }

        long[][] rest = Array.ConvertAll(right, value => Limbs(value, width));
        var digits = new List<int[]>();
        for (int next = FirstTry; ; next *= 2)
        {
            while (digits.Count < next)
            {
                cancellation.ThrowIfCancellationRequested();
                digits.Add(Digit(rest));
                work += (long)size * size * words;
            }

            long number = next * 23L / 64;
            work += ((number + 1) * (number + Calls) * EuclidSteps) + ((number + 1) * (number + 1) * size) + ((long)size * next * Calls / 2);
            if (work > budget)
            {
                return null;
            }

            if (Fractions(digits) is { } solution && Holds(solution, right))
            {
                return solution;
            }
        }
    }

    /// <summary>The next digit of each unknown; the rest becomes (rest − matrix · digit) / p.</summary>
    private int[] Digit(long[][] rest)
    {
        var residue = new double[size];
        for (int i = 0; i < size; i++)
        {
            residue[i] = field.Reduce(Remainder(rest[i]));
        }

        var digit = new int[size];
        for (int i = 0; i < size; i++)
        {
            double sum = 0;
            for (int j = 0; j < size; j++)
            {
                // Sums of 128 products are exact.
                sum += inverse[(i * size) + j] * residue[j];
                sum = (j & 127) == 127 ? field.Reduce(sum) : sum;
            }

            digit[i] = (int)field.Reduce(sum);
        }

        for (int i = 0; i < size; i++)
        {
            Span<long> target = rest[i].AsSpan(0, words);
            for (int j = 0; j < size; j++)
            {
                long by = digit[j];
                ReadOnlySpan<long> entry = limbs.AsSpan(((i * size) + j) * words, words);
                for (int w = 0; w < entry.Length && w < target.Length; w++)
                {
                    // Below 2^54 each; carried before 2^63.
                    target[w] -= by * entry[w];
                }

                if ((j & 127) == 127)
                {
                    Carry(rest[i]);
                }
            }

            Carry(rest[i]);
            Divide(rest[i]);
        }

        return digit;
    }

    /// <summary>Brings all limbs but the last between 0 and 2^32.</summary>
    private static void Carry(long[] value)
    {
        for (int w = 0; w < value.Length - 1; w++)
        {
            value[w + 1] += value[w] >> 32;
            value[w] &= uint.MaxValue;
        }
    }

    private long Remainder(long[] value)
    {
        long prime = (long)field.Prime;
        long remainder = ((value[value.Length - 1] % prime) + prime) % prime;
        for (int w = value.Length - 2; w >= 0; w--)
        {
            remainder = ((remainder << 32) + value[w]) % prime;
        }

        return remainder;
    }

    /// <summary>Divides by the prime, which leaves no remainder.</summary>
    private void Divide(long[] value)
    {
        long prime = (long)field.Prime;
        long top = value[value.Length - 1];
        long remainder = ((top % prime) + prime) % prime;
        value[value.Length - 1] = (top - remainder) / prime;
        for (int w = value.Length - 2; w >= 0; w--)
        {
            long part = (remainder << 32) + value[w];
            value[w] = part / prime;
            remainder = part % prime;
        }
    }

    /// <summary>Fractions with small numerators and one small denominator that have these digits; null where there are none.</summary>
    private (BigInteger[] Numerators, BigInteger Denominator)? Fractions(List<int[]> digits)
    {
        BigInteger prime = new(field.Prime);
        BigInteger modulus = BigInteger.Pow(prime, digits.Count);
        BigInteger bound = BigInteger.One << (int)((digits.Count * 22L) / 2);
        BigInteger denominator = BigInteger.One;
        var values = new BigInteger[size];
        for (int i = 0; i < size; i++)
        {
            for (int k = digits.Count - 1; k >= 0; k--)
            {
                values[i] = (values[i] * prime) + digits[k][i];
            }

            BigInteger numerator = Centred(values[i] * denominator, modulus);
            if (BigInteger.Abs(numerator) > bound)
            {
                denominator *= DenominatorOf(numerator, modulus, bound);
                if (denominator.IsZero || denominator > bound)
                {
                    return null;
                }
            }
        }

        for (int i = 0; i < size; i++)
        {
            values[i] = Centred(values[i] * denominator, modulus);
        }

        return (values, denominator);
    }

    /// <summary>The denominator of the fraction of a residue (Wang 1981); 0 if there is none.</summary>
    private static BigInteger DenominatorOf(BigInteger residue, BigInteger modulus, BigInteger bound)
    {
        BigInteger before = modulus;
        BigInteger now = residue.Sign < 0 ? residue + modulus : residue;
        BigInteger factorBefore = BigInteger.Zero;
        BigInteger factor = BigInteger.One;
        while (now > bound)
        {
            BigInteger quotient = BigInteger.DivRem(before, now, out BigInteger remainder);
            (before, now) = (now, remainder);
            (factorBefore, factor) = (factor, factorBefore - (quotient * factor));
        }

        factor = BigInteger.Abs(factor);
        return factor > bound ? BigInteger.Zero : factor;
    }

    private static BigInteger Centred(BigInteger value, BigInteger modulus)
    {
        BigInteger residue = value % modulus;
        return residue * 2 > modulus ? residue - modulus : residue * 2 < -modulus ? residue + modulus : residue;
    }

    /// <summary>True if a solution satisfies the equations modulo the other prime.</summary>
    private bool Holds((BigInteger[] Numerators, BigInteger Denominator) solution, BigInteger[] right)
    {
        double[] numerators = Array.ConvertAll(solution.Numerators, other.Of);
        double denominator = other.Of(solution.Denominator);
        for (int i = 0; i < size; i++)
        {
            double sum = other.Multiply(denominator, other.Of(right[i]));
            for (int j = 0; j < size; j++)
            {
                sum = other.Reduce(sum - (residues[(i * size) + j] * numerators[j]));
            }

            if (sum != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static long[] Limbs(BigInteger value, int count)
    {
        byte[] bytes = BigInteger.Abs(value).ToByteArray();
        var limbs = new long[count];
        for (int b = 0; b < bytes.Length; b++)
        {
            limbs[b / 4] += (long)bytes[b] << (8 * (b % 4));
        }

        if (value.Sign < 0)
        {
            for (int w = 0; w < count; w++)
            {
                limbs[w] = -limbs[w];
            }

            Carry(limbs);
        }

        return limbs;
    }

    private static double[]? Inverse(BigInteger[][] matrix, PrimeField field)
    {
        int size = matrix.Length;
        var both = new double[size][];
        for (int i = 0; i < size; i++)
        {
            both[i] = new double[2 * size];
            both[i][size + i] = 1;
            for (int j = 0; j < size; j++)
            {
                both[i][j] = field.Of(matrix[i][j]);
            }
        }

        for (int k = 0; k < size; k++)
        {
            int pivot = Array.FindIndex(both, k, row => row[k] != 0);
            if (pivot < 0)
            {
                return null;
            }

            (both[k], both[pivot]) = (both[pivot], both[k]);
            double by = field.InverseOf(both[k][k]);
            both[k] = Array.ConvertAll(both[k], value => field.Multiply(value, by));
            for (int i = 0; i < size; i++)
            {
                if (i != k && both[i][k] != 0)
                {
                    TileKernel.SubtractRow(both[i], both[i][k], both[k], field);
                }
            }
        }

        var inverse = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            Array.Copy(both[i], size, inverse, i * size, size);
        }

        return inverse;
    }
}
