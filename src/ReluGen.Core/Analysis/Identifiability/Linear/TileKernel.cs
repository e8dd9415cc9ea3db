using System;
using System.Runtime.CompilerServices;
#if NET8_0_OR_GREATER
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace ReluGen.Core.Analysis.Identifiability.Linear;

/// <summary>
/// Subtracts a product of residue matrices from a tile of 4 × 24 numbers and reduces the result. All sums are exact, so that the vector
/// width and the fusing of multiply-adds change nothing.
/// </summary>
internal static class TileKernel
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Columns of a tile: three vectors of 512 bits or six of 256.</summary>
    public const int Columns = 24;

    /// <summary>Most products that are added before a reduction: 128 · 2^44 is below the 2^52 that <see cref="PrimeField.Reduce"/> takes.</summary>
    public const int MostProducts = 128;

    /// <summary>target − factors · panel, modulo the prime.</summary>
    /// <param name="target">The tile, with rows <paramref name="stride"/> apart.</param>
    /// <param name="stride">Distance of its rows.</param>
    /// <param name="factors">Count × 4 residues: for each row of the panel, its factor for each row of the tile.</param>
    /// <param name="panel">Count × 24 residues.</param>
    /// <param name="count">Number of products of each sum.</param>
    /// <param name="field">The field.</param>
    [MethodImpl(HotLoop.Options)]
    public static void Subtract(Span<double> target, int stride, ReadOnlySpan<double> factors, ReadOnlySpan<double> panel, int count, PrimeField field)
    {
#if NET8_0_OR_GREATER
        if (Vector512.IsHardwareAccelerated)
        {
            Wide(ref MemoryMarshal.GetReference(target), (nuint)stride, ref MemoryMarshal.GetReference(factors), ref MemoryMarshal.GetReference(panel), count, field);
            return;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Narrow(ref MemoryMarshal.GetReference(target), (nuint)stride, ref MemoryMarshal.GetReference(factors), ref MemoryMarshal.GetReference(panel), count, field);
            return;
        }
#endif
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < count; k++)
                {
                    sum += factors[(k * Rows) + i] * panel[(k * Columns) + j];
                }

                target[(i * stride) + j] = field.Reduce(target[(i * stride) + j] - sum);
            }
        }
    }

    /// <summary>row − factor · other, modulo the prime, for vectors of the same length.</summary>
    [MethodImpl(HotLoop.Options)]
    public static void SubtractRow(Span<double> row, double factor, ReadOnlySpan<double> other, PrimeField field)
    {
        int j = 0;
#if NET8_0_OR_GREATER
        Vector256<double> prime = Vector256.Create(field.Prime), reciprocal = Vector256.Create(field.Reciprocal), rounder = Vector256.Create(PrimeField.Rounder);
        Vector256<double> times = Vector256.Create(factor);
        for (; j <= row.Length - 4; j += 4)
        {
            Vector256<double> value = Vector256.Create((ReadOnlySpan<double>)row.Slice(j)) - (times * Vector256.Create(other.Slice(j)));
            (value - (prime * (((value * reciprocal) + rounder) - rounder))).CopyTo(row.Slice(j));
        }
#endif
        for (; j < row.Length; j++)
        {
            row[j] = field.Reduce(row[j] - (factor * other[j]));
        }
    }

#if NET8_0_OR_GREATER
    [MethodImpl(HotLoop.Options)]
    private static void Wide(ref double target, nuint stride, ref double factors, ref double panel, int count, PrimeField field)
    {
        Vector512<double> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector512<double> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (int k = 0; k < count; k++)
        {
            Vector512<double> p0 = Vector512.LoadUnsafe(ref panel), p1 = Vector512.LoadUnsafe(ref panel, 8), p2 = Vector512.LoadUnsafe(ref panel, 16);
            Vector512<double> f = Vector512.Create(factors);
            (a0, a1, a2) = (MultiplyAdd(f, p0, a0), MultiplyAdd(f, p1, a1), MultiplyAdd(f, p2, a2));
            f = Vector512.Create(Unsafe.Add(ref factors, 1));
            (b0, b1, b2) = (MultiplyAdd(f, p0, b0), MultiplyAdd(f, p1, b1), MultiplyAdd(f, p2, b2));
            f = Vector512.Create(Unsafe.Add(ref factors, 2));
            (c0, c1, c2) = (MultiplyAdd(f, p0, c0), MultiplyAdd(f, p1, c1), MultiplyAdd(f, p2, c2));
            f = Vector512.Create(Unsafe.Add(ref factors, 3));
            (d0, d1, d2) = (MultiplyAdd(f, p0, d0), MultiplyAdd(f, p1, d1), MultiplyAdd(f, p2, d2));
            factors = ref Unsafe.Add(ref factors, Rows);
            panel = ref Unsafe.Add(ref panel, Columns);
        }

        Store(ref target, a0, a1, a2, field);
        Store(ref Unsafe.Add(ref target, stride), b0, b1, b2, field);
        Store(ref Unsafe.Add(ref target, 2 * stride), c0, c1, c2, field);
        Store(ref Unsafe.Add(ref target, 3 * stride), d0, d1, d2, field);
    }

    /// <summary>The tile in two halves of 12 columns, whose sums fit into sixteen registers of 256 bits.</summary>
    [MethodImpl(HotLoop.Options)]
    private static void Narrow(ref double target, nuint stride, ref double factors, ref double panel, int count, PrimeField field)
    {
        for (nuint half = 0; half < Columns; half += 12)
        {
            Vector256<double> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
            Vector256<double> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
            ref double row = ref Unsafe.Add(ref panel, half);
            ref double factor = ref factors;
            for (int k = 0; k < count; k++)
            {
                Vector256<double> p0 = Vector256.LoadUnsafe(ref row), p1 = Vector256.LoadUnsafe(ref row, 4), p2 = Vector256.LoadUnsafe(ref row, 8);
                Vector256<double> f = Vector256.Create(factor);
                (a0, a1, a2) = (MultiplyAdd(f, p0, a0), MultiplyAdd(f, p1, a1), MultiplyAdd(f, p2, a2));
                f = Vector256.Create(Unsafe.Add(ref factor, 1));
                (b0, b1, b2) = (MultiplyAdd(f, p0, b0), MultiplyAdd(f, p1, b1), MultiplyAdd(f, p2, b2));
                f = Vector256.Create(Unsafe.Add(ref factor, 2));
                (c0, c1, c2) = (MultiplyAdd(f, p0, c0), MultiplyAdd(f, p1, c1), MultiplyAdd(f, p2, c2));
                f = Vector256.Create(Unsafe.Add(ref factor, 3));
                (d0, d1, d2) = (MultiplyAdd(f, p0, d0), MultiplyAdd(f, p1, d1), MultiplyAdd(f, p2, d2));
                factor = ref Unsafe.Add(ref factor, Rows);
                row = ref Unsafe.Add(ref row, Columns);
            }

            Store(ref Unsafe.Add(ref target, half), a0, a1, a2, field);
            Store(ref Unsafe.Add(ref target, stride + half), b0, b1, b2, field);
            Store(ref Unsafe.Add(ref target, (2 * stride) + half), c0, c1, c2, field);
            Store(ref Unsafe.Add(ref target, (3 * stride) + half), d0, d1, d2, field);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MultiplyAdd(Vector512<double> factor, Vector512<double> value, Vector512<double> sum) =>
#if NET9_0_OR_GREATER
        Vector512.FusedMultiplyAdd(factor, value, sum);
#else
        (factor * value) + sum;
#endif

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> MultiplyAdd(Vector256<double> factor, Vector256<double> value, Vector256<double> sum) =>
#if NET9_0_OR_GREATER
        Vector256.FusedMultiplyAdd(factor, value, sum);
#else
        (factor * value) + sum;
#endif

    private static void Store(ref double target, Vector512<double> sum0, Vector512<double> sum1, Vector512<double> sum2, PrimeField field)
    {
        Reduced(Vector512.LoadUnsafe(ref target) - sum0, field).StoreUnsafe(ref target);
        Reduced(Vector512.LoadUnsafe(ref target, 8) - sum1, field).StoreUnsafe(ref target, 8);
        Reduced(Vector512.LoadUnsafe(ref target, 16) - sum2, field).StoreUnsafe(ref target, 16);
    }

    private static void Store(ref double target, Vector256<double> sum0, Vector256<double> sum1, Vector256<double> sum2, PrimeField field)
    {
        Reduced(Vector256.LoadUnsafe(ref target) - sum0, field).StoreUnsafe(ref target);
        Reduced(Vector256.LoadUnsafe(ref target, 4) - sum1, field).StoreUnsafe(ref target, 4);
        Reduced(Vector256.LoadUnsafe(ref target, 8) - sum2, field).StoreUnsafe(ref target, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Reduced(Vector512<double> value, PrimeField field)
    {
        Vector512<double> rounder = Vector512.Create(PrimeField.Rounder);
        return value - (Vector512.Create(field.Prime) * (((value * Vector512.Create(field.Reciprocal)) + rounder) - rounder));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Reduced(Vector256<double> value, PrimeField field)
    {
        Vector256<double> rounder = Vector256.Create(PrimeField.Rounder);
        return value - (Vector256.Create(field.Prime) * (((value * Vector256.Create(field.Reciprocal)) + rounder) - rounder));
    }
#endif
}
