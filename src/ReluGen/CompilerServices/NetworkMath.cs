using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>Small loops that every generated network shares; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NetworkMath
{
    /// <summary>True if every |value| ≤ <paramref name="limit"/>; NaN is not.</summary>
    public static bool AllWithin(float* values, int count, float limit)
    {
        if (count < 16)
        {
            bool every = true;
            for (int at = 0; at < count; at++)
            {
                every &= Math.Abs(values[at]) <= limit;
            }

            return every;
        }

        // Magnitudes compare as integers do, and NaN is above infinity. The last vector overlaps the one before it.
        int bound = BitConverter.SingleToInt32Bits(limit);
        int first = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<int> wide = Vector512.Create(int.MaxValue), a = *(Vector512<int>*)(values + count - 16) & wide, b = a;
            for (; first <= count - 32; first += 32)
            {
                a = Vector512.Max(a, *(Vector512<int>*)(values + first) & wide);
                b = Vector512.Max(b, *(Vector512<int>*)(values + first + 16) & wide);
            }

            // At most one vector is left before the last one.
            a = first <= count - 16 ? Vector512.Max(a, *(Vector512<int>*)(values + first) & wide) : a;
            return !Vector512.GreaterThanAny(Vector512.Max(a, b), Vector512.Create(bound));
        }

        Vector128<int> clear = Vector128.Create(int.MaxValue), most = *(Vector128<int>*)(values + count - 4) & clear;
        for (; first <= count - 4; first += 4)
        {
            most = Vector128.Max(most, *(Vector128<int>*)(values + first) & clear);
        }

        return !Vector128.GreaterThanAny(most, Vector128.Create(bound));
    }

    /// <summary>The sum of 16 values, always in the same order: halves are added until one is left.</summary>
    public static float Sum16(float* values)
    {
        Vector128<float> sum = (Vector128.Load(values) + Vector128.Load(values + 8)) + (Vector128.Load(values + 4) + Vector128.Load(values + 12));
        return (sum.GetElement(0) + sum.GetElement(2)) + (sum.GetElement(1) + sum.GetElement(3));
    }

    /// <summary>bias + Σ row[k] · source[k], sources and k ascending: the canonical order.</summary>
    public static float Sum(float sum, ReadOnlySpan<float> row, float* source)
    {
        for (int k = 0; k < row.Length; k++)
        {
            float product = source[k] * row[k];
            sum += product;
        }

        return sum;
    }

    /// <summary>The same sum with one rounding a product.</summary>
    public static float SumFused(float sum, ReadOnlySpan<float> row, float* source)
    {
        for (int k = 0; k < row.Length; k++)
        {
            sum = MathF.FusedMultiplyAdd(source[k], row[k], sum);
        }

        return sum;
    }

    /// <summary>Reports spans that are too short.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowLength(string name, int expected, int actual) =>
        throw new ArgumentException($"The network needs room for {expected} values here; the span has {actual}.", name);

    /// <summary>Reports rows that do not fit each other.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowRows(string name, int length, int width) =>
        throw new ArgumentException($"The length {length} of the span is not the number of rows times {width}.", name);

    /// <summary>Reports an output that does not exist.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowOutput(int output, int count) =>
        throw new ArgumentOutOfRangeException(nameof(output), output, $"The network has {count} outputs, counted from 0.");
}
