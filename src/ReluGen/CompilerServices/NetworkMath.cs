using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>Small loops that every generated network shares; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NetworkMath
{
    /// <summary>True if every |value| ≤ <paramref name="limit"/>; NaN is not. There must be at least one vector of values, 16.</summary>
    public static bool AllWithin(float* values, int count, float limit)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> bound = Vector512.Create(limit);
            Vector512<float> within = Vector512.LessThanOrEqual(Vector512.Abs(Vector512.Load(values + count - 16)), bound);
            for (int at = 0; at <= count - 16; at += 16)
            {
                within &= Vector512.LessThanOrEqual(Vector512.Abs(Vector512.Load(values + at)), bound);
            }

            return within.ExtractMostSignificantBits() == 0xFFFF;
        }

        Vector128<float> narrow = Vector128.Create(limit);
        Vector128<float> all = Vector128.LessThanOrEqual(Vector128.Abs(Vector128.Load(values + count - 4)), narrow);
        for (int at = 0; at <= count - 4; at += 4)
        {
            all &= Vector128.LessThanOrEqual(Vector128.Abs(Vector128.Load(values + at)), narrow);
        }

        return all.ExtractMostSignificantBits() == 0xF;
    }

    /// <summary>target[j] += factor · row[j], product and sum rounded one after the other, so that no vector width changes a bit.</summary>
    public static void AddScaled(float* target, float* row, float factor, int count)
    {
        int at = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> factors = Vector512.Create(factor);
            for (; at <= count - 16; at += 16)
            {
                *(Vector512<float>*)(target + at) += factors * *(Vector512<float>*)(row + at);
            }
        }

        Vector128<float> four = Vector128.Create(factor);
        for (; at <= count - 4; at += 4)
        {
            *(Vector128<float>*)(target + at) += four * *(Vector128<float>*)(row + at);
        }

        for (; at < count; at++)
        {
            float product = factor * row[at];
            target[at] += product;
        }
    }

    /// <summary>The 64 bits of <paramref name="words"/> that begin at bit <paramref name="first"/>, cut to <paramref name="count"/> bits.</summary>
    public static ulong Bits(ulong* words, int first, int count)
    {
        int shift = first & 63;
        ulong bits = words[first >> 6] >> shift;
        if (shift + count > 64 && shift != 0)
        {
            bits |= words[(first >> 6) + 1] << (64 - shift);
        }

        return count >= 64 ? bits : bits & ((1UL << count) - 1);
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
